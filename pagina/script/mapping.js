/**
 * Ask what each column of somebody's own file is, and give the answers as Python wants them.
 *
 * @typedef {{ header: string, choice: string, confidence: string, code: string }} Column
 * @typedef {{ name: string, meaning: string, words: string[], value: string, required: boolean }} Setting
 * @typedef {{ preset: string, table: string, personal: number, columns: Column[], settings: Setting[],
 *   choices: [string, string][], codes: [string, string, string][], words: { word: string, code: string, why: string }[],
 *   becomes: [string, string][], left: string[], chosen: string[] }} Questions
 */
import { make, textList } from "./show.js";

const FIRST = ["titel", "gemeente"];
/** Only under constant prices does anybody look at it. */
const YEAR = "prijspeil";
/** @type {Record<string, string>} */
const OTHER_WORDS = {
  index: "Hoe een prijs naar een ander jaar gaat: altijd bij constant, en bij lopend als een prijs ontbreekt.",
};
const CASE_TYPES = [["bestaand", "bestaand: er liep al hulp voor het MDO"], ["nieuw", "nieuw: er was nog geen hulp"]];
const BLANKS = [["onbekend", "onbekend: die stroom telt voor die casus niet mee"], ["nul", "nul euro"]];
const PERIODS = ["totaal", "dag", "week", "vier_weken", "maand", "kwartaal", "jaar", "eenmalig"].map((word) => [word, word]);

/** What was filled in for the file before: its columns, and a value by the name of each field. */
let before = { columns: "", values: /** @type {[string, string][]} */ ([]) };

/**
 * A field with its label; the label of a table is its row and column.
 * @param {string} name
 * @param {string} label
 * @param {string[][] | undefined} words Where it is a choice.
 * @param {string} value
 * @param {{ required?: boolean, placeholder?: string }} [more]
 */
function field(name, label, words, value, { required = false, placeholder = "" } = {}) {
  const id = `q-${name}`;
  /** @type {Record<string, string>} */
  const must = { ...(required ? { required: "" } : {}), ...(placeholder ? { placeholder } : {}) };
  let input;
  if (words) {
    input = make("select", { id, name, ...must }, ...words.map(([word, text]) => make("option", { value: word }, text)));
    /** @type {HTMLSelectElement} */ (input).value = value;
  } else {
    input = make("input", { id, name, value, autocomplete: "off", ...must });
  }
  const mark = required ? [" ", make("span", { class: "must" }, "(verplicht)")] : [];
  return make("p", {}, make("label", { for: id }, label, ...mark), input);
}

/**
 * @param {Setting} setting
 */
function settingField({ name, meaning, words, value, required }) {
  const choices = words.length ? [...(value ? [] : [["", required ? "(kies)" : "(leeg)"]]), ...words.map((word) => [word, word])] : undefined;
  return field(`setting-${name}`, `${name}: ${OTHER_WORDS[name] ?? meaning}`, choices, value, { required });
}

/**
 * The settings: the names, what the report says of them, and the rest.
 * @param {Setting[]} settings
 */
function settingFields(settings) {
  const first = settings.filter(({ name }) => FIRST.includes(name)).map(settingField);
  const said = settings.filter(({ name, required }) => required && !FIRST.includes(name)).map(settingField);
  const rest = settings.filter(({ required }) => !required).map(settingField);
  const year = rest.find((one) => one.querySelector(`#q-setting-${YEAR}`));
  const mode = said.map((one) => one.querySelector("#q-setting-prijsmodus")).find(Boolean);
  if (year && mode instanceof HTMLSelectElement) {
    said.splice(said.findIndex((one) => one.contains(mode)) + 1, 0, year);
    const show = () => {
      year.hidden = mode.value !== "constant";
    };
    mode.addEventListener("change", show);
    show();
  }
  const legend = make("legend", {}, "Keuzes die het rapport noemt: kijk na of ze kloppen");
  return [
    ...first, make("fieldset", { class: "choices" }, legend, ...said),
    make("details", {}, make("summary", {}, "Meer instellingen"), ...rest.filter((one) => one !== year)),
  ];
}

/**
 * @param {string[]} head
 * @param {string} caption
 * @param {HTMLElement[]} rows
 */
function table(head, caption, rows) {
  const cells = head.map((text) => make("th", { scope: "col" }, text));
  return make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...cells)), make("tbody", {}, ...rows));
}

/**
 * A code to fill in, with a button for the one it looks like: an uncertain code is never filled in by itself.
 * @param {HTMLInputElement} input
 * @param {string} code
 * @param {Questions} asked
 * @returns {HTMLElement[]}
 */
function suggestion(input, code, asked) {
  const [, what, years] = asked.codes.find(([one]) => one === code) ?? ["", "", ""];
  if (!what || !years) return [];
  const button = make("button", { type: "button", class: "quiet small" }, `Neem ${code} over`);
  button.addEventListener("click", () => {
    input.value = code;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  return [make("span", { class: "hint" }, `Misschien: ${what}; prijs bekend ${years}.`), button];
}

/**
 * @param {Questions} asked
 * @returns {HTMLElement}
 */
function columnTable(asked) {
  const rows = asked.columns.map((column) => {
    const label = `Wat is kolom ${column.header}?`;
    const options = asked.choices.map(([value, text]) => make("option", { value }, text));
    const select = /** @type {HTMLSelectElement} */ (make("select", { name: `column-${column.header}`, "aria-label": label }, ...options));
    select.value = column.choice;
    const code = /** @type {HTMLInputElement} */ (make("input", {
      name: `code-${column.header}`, list: "code-names", autocomplete: "off",
      placeholder: "code van het product", "aria-label": `Code van het product in kolom ${column.header}`,
    }));
    const more = make("div", {}, code, ...suggestion(code, column.code, asked));
    const show = () => {
      more.hidden = !select.value.startsWith("aantal|");
    };
    select.addEventListener("change", show);
    show();
    const sure = column.confidence || (column.choice ? "nakijken" : "");
    return make("tr", {}, make("th", { scope: "row" }, column.header), make("td", {}, select, more), make("td", {}, sure));
  });
  return table(["Uw kolom", "Wat is het?", "Hoe zeker"], "Uw kolommen", rows);
}

/**
 * @param {Questions} asked
 */
function wordTable(asked) {
  const rows = asked.words.map(({ word, code }) => {
    const input = /** @type {HTMLInputElement} */ (make("input", {
      name: `word-${word}`, list: "code-names", autocomplete: "off", "aria-label": `Code van ${word}`,
    }));
    return make("tr", {}, make("th", { scope: "row" }, word), make("td", {}, input, ...suggestion(input, code, asked)));
  });
  return table(["Uw woord", "Code van het product"], "Uw woorden voor producten", rows);
}

/**
 * A file that a profile of ours was made for: what becomes of it, and what is left out.
 * @param {HTMLFormElement} form
 * @param {Questions} asked
 */
function presetFields(form, asked) {
  const rows = asked.becomes.map(([header, what]) => make("tr", {}, make("th", { scope: "row" }, header), make("td", {}, what)));
  const by = make("button", { type: "button", class: "quiet" }, "Klopt dit niet? Kies zelf wat elke kolom is");
  by.addEventListener("click", () => {
    showQuestions(form, { ...asked, preset: "" });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("select")?.focus();
  });
  return [
    make("p", {}, "Dit bestand wordt herkend. Kijk na of dit klopt, en vul in wat nog ontbreekt."),
    table(["Uw kolom", "Wordt"], "Wat er wordt gelezen", rows),
    ...(asked.left.length ? [make("h3", {}, "Deze kolommen gaan niet mee"), textList(asked.left, "waarschuwing")] : []),
    ...(asked.chosen.length ? [make("h3", {}, "Dit staat niet in uw bestand en wordt zo gekozen"), textList(asked.chosen)] : []),
    make("p", {}, by),
  ];
}

/**
 * A file of which the user says what each column is.
 * @param {Questions} asked
 */
function clickedFields(asked) {
  const names = make("datalist", { id: "code-names" }, ...asked.codes.map(([code, text]) => make("option", { value: code }, text)));
  const many = asked.personal === 1 ? "Eén kolom lijkt" : `${asked.personal} kolommen lijken`;
  const personal = asked.personal ? [make("p", { class: "hint" }, `${many} op persoonsgegevens. Die worden nooit overgenomen.`)] : [];
  const hint = "Kijk elke keuze na. Wat u op ‘Niet gebruiken’ zet, gaat niet mee. Scores voor welbevinden kunt u daarna in de werkmap zetten.";
  return [
    make("p", {}, hint), columnTable(asked), ...personal, ...(asked.words.length ? [wordTable(asked)] : []), names,
    make("h3", {}, "Wat niet in uw bestand staat"),
    field("fixed-wijk", "Wijk van alle casussen, als geen kolom dat zegt", undefined, ""),
    field("fixed-mdo_datum", "Dag van het MDO van alle casussen, als geen kolom dat zegt", undefined, "", { placeholder: "zoals 1-3-2022" }),
    field("caseType", "Soort casus, als geen kolom dat zegt", CASE_TYPES, "bestaand"),
    field("streams", "Van welke stromen is het gebruik bekend, als geen kolom dat zegt? Namen met ; ertussen, of alle", undefined, "alle"),
    field("per", "Waar geldt een aantal voor, als geen kolom dat zegt?", PERIODS, "totaal"),
    field("blank", "Wat betekent een lege cel in een kolom met bedragen of aantallen?", BLANKS, "onbekend"),
  ];
}

/**
 * Fill the form with questions; what was filled in for a file with the same columns stays.
 * @param {HTMLFormElement} form
 * @param {Questions} asked
 */
export function showQuestions(form, asked) {
  const columns = JSON.stringify([asked.table, asked.columns.map(({ header }) => header)]);
  const filled = [...new FormData(form)].map(([name, value]) => /** @type {[string, string]} */ ([name, String(value)]));
  if (filled.length) before = { ...before, values: filled };
  form.replaceChildren(
    ...(asked.preset ? presetFields(form, asked) : clickedFields(asked)),
    make("h3", {}, "Over de analyse"), ...settingFields(asked.settings),
    make("p", {}, make("button", { type: "submit" }, "Maak de werkmap")),
  );
  if (before.columns === columns) {
    for (const [name, value] of before.values) {
      const kept = form.elements.namedItem(name);
      if (!(kept instanceof HTMLInputElement || kept instanceof HTMLSelectElement)) continue;
      kept.value = value;
      kept.dispatchEvent(new Event("change"));
    }
  }
  before = { columns, values: [] };
}

/**
 * Mark what is required and empty, and go to the first.
 * @param {HTMLFormElement} form
 * @returns {string[]} Their names.
 */
export function markMissing(form) {
  const fields = [...form.querySelectorAll("[required]")].map((one) => /** @type {HTMLInputElement | HTMLSelectElement} */ (one));
  const empty = fields.filter((one) => !one.value.trim());
  for (const one of fields) one.toggleAttribute("aria-invalid", false);
  for (const one of empty) one.setAttribute("aria-invalid", "true");
  empty[0]?.focus();
  return empty.map((one) => one.name.replace("setting-", ""));
}

/**
 * Read the answers.
 * @param {HTMLFormElement} form
 * @param {Questions} asked
 */
export function readAnswers(form, asked) {
  const told = new FormData(form);
  const text = (/** @type {string} */ name) => String(told.get(name) ?? "");
  const pairs = (/** @type {string[]} */ names, /** @type {string} */ kind) =>
    Object.fromEntries(names.map((name) => [name, text(`${kind}-${name}`)]).filter(([, value]) => value));
  const headers = asked.columns.map((column) => column.header);
  const settings = Object.fromEntries(asked.settings.map(({ name }) => [name, text(`setting-${name}`)]));
  const isConstant = settings.prijsmodus === "constant";
  if (!isConstant) settings[YEAR] = "";
  if (asked.preset && !form.elements.namedItem("caseType")) return { preset: asked.preset, settings };
  return {
    settings,
    answers: {
      table: asked.table,
      columns: pairs(headers, "column"),
      codes: pairs(headers, "code"),
      words: pairs(asked.words.map(({ word }) => word), "word"),
      fixed: pairs(["wijk", "mdo_datum"], "fixed"),
      case_type: text("caseType"),
      streams: text("streams"),
      per: text("per"),
      blank: text("blank"),
    },
  };
}
