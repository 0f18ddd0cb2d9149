/**
 * Ask what each column of somebody's own file is, and give the answers as Python wants them.
 *
 * @typedef {{ header: string, choice: string, confidence: string, code: string }} Column
 * @typedef {{ name: string, meaning: string, words: string[], value: string, required: boolean }} Setting
 * @typedef {{ preset: string, table: string, personal: number, columns: Column[], settings: Setting[],
 *   choices: [string, string][], codes: [string, string][], words: { word: string, code: string, why: string }[] }} Questions
 */
import { make } from "./show.js";

const FIRST = ["titel", "gemeente"];
const CASE_TYPES = [["bestaand", "bestaand: er liep al hulp voor het MDO"], ["nieuw", "nieuw: er was nog geen hulp"]];
const BLANKS = [["onbekend", "onbekend: die stroom telt voor die casus niet mee"], ["nul", "nul euro"]];
const PERIODS = ["totaal", "dag", "week", "vier_weken", "maand", "kwartaal", "jaar", "eenmalig"].map((word) => [word, word]);

/**
 * A field with its label; the label of a table is its row and column.
 * @param {string} name
 * @param {string} label
 * @param {string[][] | undefined} words Where it is a choice.
 * @param {string} value
 * @param {Record<string, string>} [more]
 */
function field(name, label, words, value, more = {}) {
  const id = `q-${name}`;
  let input;
  if (words) {
    input = make("select", { id, name, ...more }, ...words.map(([word, text]) => make("option", { value: word }, text)));
    /** @type {HTMLSelectElement} */ (input).value = value;
  } else {
    input = make("input", { id, name, value, autocomplete: "off", ...more });
  }
  return make("p", {}, make("label", { for: id }, label), input);
}

/**
 * @param {Setting} setting
 */
function settingField(setting) {
  const words = setting.words.length ? [...(setting.value ? [] : [["", "(leeg)"]]), ...setting.words.map((word) => [word, word])] : undefined;
  return field(`setting-${setting.name}`, `${setting.name}: ${setting.meaning}`, words, setting.value);
}

/**
 * @param {Questions} asked
 * @returns {HTMLElement}
 */
function columnTable(asked) {
  const options = () => asked.choices.map(([value, label]) => make("option", { value }, label));
  const rows = asked.columns.map((column, number) => {
    const label = `Wat is kolom ${column.header}?`;
    const select = /** @type {HTMLSelectElement} */ (make("select", { name: `column-${number}`, "aria-label": label }, ...options()));
    select.value = column.choice;
    const code = make("input", {
      name: `code-${number}`, value: column.code, list: "codes", autocomplete: "off",
      placeholder: "code van het product", "aria-label": `Code van het product in kolom ${column.header}`,
    });
    const show = () => {
      code.hidden = !select.value.startsWith("aantal|");
    };
    select.addEventListener("change", show);
    show();
    const sure = column.confidence || (column.choice ? "nakijken" : "");
    return make("tr", {}, make("th", { scope: "row" }, column.header), make("td", {}, select, code), make("td", {}, sure));
  });
  const head = ["Uw kolom", "Wat is het?", "Hoe zeker"].map((text) => make("th", { scope: "col" }, text));
  return make(
    "table", {}, make("caption", {}, "Uw kolommen"), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows),
  );
}

/**
 * @param {Questions} asked
 */
function wordTable(asked) {
  const rows = asked.words.map(({ word, code, why }, number) =>
    make(
      "tr", {}, make("th", { scope: "row" }, word),
      make("td", {}, make("input", { name: `word-${number}`, value: code, list: "codes", autocomplete: "off", "aria-label": `Code van ${word}` })),
      make("td", {}, why.replace(/^VUL IN: /, "")),
    ),
  );
  const head = ["Uw woord", "Code van het product", "Let op"].map((text) => make("th", { scope: "col" }, text));
  return make(
    "table", {}, make("caption", {}, "Uw woorden voor producten"), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows),
  );
}

/**
 * Fill the form with questions.
 * @param {HTMLElement} form
 * @param {Questions} asked
 */
export function showQuestions(form, asked) {
  const first = asked.settings.filter((setting) => FIRST.includes(setting.name)).map(settingField);
  const rest = asked.settings.filter((setting) => !FIRST.includes(setting.name)).map(settingField);
  const more = make("details", {}, make("summary", {}, "Meer instellingen: kijk na of deze kloppen"), ...rest);
  const button = make("p", {}, make("button", { type: "submit" }, "Maak de werkmap"));
  if (asked.preset) {
    const text = "Dit bestand wordt herkend. Vul alleen dit nog in.";
    form.replaceChildren(make("p", {}, text), ...first, button);
    return;
  }
  const codes = make("datalist", { id: "codes" }, ...asked.codes.map(([code, text]) => make("option", { value: code }, text)));
  const personal = asked.personal
    ? [make("p", { class: "hint" }, `${asked.personal === 1 ? "Eén kolom lijkt" : `${asked.personal} kolommen lijken`} op persoonsgegevens. Die worden nooit overgenomen.`)]
    : [];
  const hint = "Kijk elke keuze na. Wat u op ‘Niet gebruiken’ zet, gaat niet mee. Scores voor welbevinden kunt u daarna in de werkmap zetten.";
  form.replaceChildren(
    make("p", {}, hint), columnTable(asked), ...personal, ...(asked.words.length ? [wordTable(asked)] : []), codes,
    make("h3", {}, "Wat niet in uw bestand staat"),
    ...first,
    field("caseType", "Soort casus, als geen kolom dat zegt", CASE_TYPES, "bestaand"),
    field("streams", "Van welke stromen is het gebruik bekend, als geen kolom dat zegt? Namen met ; ertussen, of alle", undefined, "alle"),
    field("per", "Waar geldt een aantal voor, als geen kolom dat zegt?", PERIODS, "totaal"),
    field("blank", "Wat betekent een lege cel in een kolom met bedragen of aantallen?", BLANKS, "onbekend"),
    more, button,
  );
}

/**
 * Read the answers.
 * @param {HTMLFormElement} form
 * @param {Questions} asked
 */
export function readAnswers(form, asked) {
  const told = new FormData(form);
  const text = (/** @type {string} */ name) => String(told.get(name) ?? "");
  const pairs = (/** @type {string[]} */ names, /** @type {string} */ before) =>
    Object.fromEntries(names.map((name, number) => [name, text(`${before}-${number}`)]).filter(([, value]) => value));
  const headers = asked.columns.map((column) => column.header);
  const settings = Object.fromEntries(asked.settings.map(({ name }) => [name, text(`setting-${name}`)]));
  if (asked.preset) return { preset: asked.preset, settings };
  return {
    settings,
    answers: {
      table: asked.table,
      columns: pairs(headers, "column"),
      codes: pairs(headers, "code"),
      words: pairs(asked.words.map(({ word }) => word), "word"),
      case_type: text("caseType"),
      streams: text("streams"),
      per: text("per"),
      blank: text("blank"),
    },
  };
}
