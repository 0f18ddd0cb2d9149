/**
 * What the user sees and does. It computes nothing: it hands files to Python and shows what comes back.
 *
 * @typedef {{ level: string, where: string, text: string, advice: string, count: number }} Cause
 * @typedef {{ kind: string, text: string, findings: Cause[], [more: string]: any }} Answer
 * @typedef {Map<string, Uint8Array>} Files
 */
import { newPython } from "./python.js";
import { fileList, findingList, forgetFiles, make, node } from "./show.js";
import { readAnswers, showQuestions } from "./mapping.js";
import { missing } from "./browser.js";

const LARGEST = 100 * 1024 * 1024;
const OWN_FORMATS = ["ods", "csv", "tsv", "txt"];
const WORKBOOKS = ["xlsx", "xlsm"];

/** The one file in hand, as it was when it was chosen. @type {{ name: string, data: Uint8Array } | undefined} */
let chosen;
let busy = true;
/** Where the keyboard was when the work began: a button that is switched off loses it. @type {Element | null} */
let before = null;

const python = newPython({
  step: (text) => status(`Bezig: ${text} …`),
  ready: () => {
    idle("Klaar voor gebruik. Kies uw bestand.");
  },
  lost: (text, isStarting) => {
    alert(text);
    if (isStarting) return status("De pagina start opnieuw. Dat duurt een paar seconden.");
    node("bar").classList.remove("busy");
    node("cancel").hidden = true;
    return status("Deze pagina kan hier niet werken.");
  },
});

/** @param {string} text */
function status(text) {
  node("status").textContent = text;
}

/** @param {string} text */
function alert(text) {
  node("alert").replaceChildren(...(text ? [make("p", {}, text)] : []));
}

/** @param {string} text */
function idle(text) {
  busy = false;
  node("bar").classList.remove("busy");
  node("cancel").hidden = true;
  for (const button of document.querySelectorAll("main button")) /** @type {HTMLButtonElement} */ (button).disabled = false;
  status(text);
  if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
}

/** @param {string} text */
function working(text) {
  busy = true;
  before = document.activeElement;
  alert("");
  node("bar").classList.add("busy");
  node("cancel").hidden = false;
  for (const button of document.querySelectorAll("main button")) /** @type {HTMLButtonElement} */ (button).disabled = true;
  status(text);
}

/**
 * Ask Python something, with the page busy meanwhile.
 * @param {string} text
 * @param {object} request
 * @param {Files} [files]
 * @returns {Promise<{ answer: Answer, files: Files } | undefined>}
 */
async function ask(text, request, files = new Map()) {
  if (busy) {
    alert("Er is nog iets bezig. Wacht tot dat klaar is, of kies Stoppen.");
    return undefined;
  }
  working(text);
  const found = await python.ask(request, files);
  if (found && ["usage", "refused", "fault"].includes(found.answer.kind)) alert(found.answer.text);
  return found;
}

/**
 * Show a section and go there, so that a keyboard and a screen reader are where the news is.
 * @param {string} name
 */
function open(name) {
  node(name).hidden = false;
  node(`${name}-title`).focus();
}

/** @param {string[]} names */
function close(...names) {
  for (const name of names) node(name).hidden = true;
}

/** @param {FileList | File[] | null | undefined} files */
async function choose(files) {
  const list = [...(files ?? [])];
  if (!list.length) return;
  if (busy) return void alert("Er is nog iets bezig. Wacht tot dat klaar is, of kies Stoppen. Uw bestand is niet gelezen.");
  if (list.length > 1) return void alert("Kies één bestand tegelijk. Er is niets gelezen.");
  const [file] = list;
  const kind = (file.name.split(".").pop() ?? "").toLowerCase();
  if (![...WORKBOOKS, ...OWN_FORMATS].includes(kind)) {
    return void alert("Dit soort bestand kan deze pagina niet lezen. Kies een .xlsx, .ods of .csv. Een oude .xls slaat u in Excel op als .xlsx.");
  }
  if (file.size > LARGEST) return void alert("Dit bestand is groter dan 100 MB. Dat past niet in deze pagina. Gebruik het programma mr op een computer met Python.");
  let data;
  try {
    data = new Uint8Array(await file.arrayBuffer());
  } catch {
    return void alert("De browser kan dit bestand niet lezen. Sluit het in andere programma's en kies het opnieuw. Een map kan hier niet.");
  }
  forgetFiles();
  // Never the name itself: it may be of a person.
  chosen = { name: `werkmap.${kind}`, data };
  if (OWN_FORMATS.includes(kind)) await propose();
  else await check();
}

/** @type {{ name: string, data: Uint8Array, questions: import("./mapping.js").Questions } | undefined} */
let own;

/** Ask what the columns of somebody's own file are. */
async function propose() {
  if (!chosen) return;
  close("findings", "options", "report", "mapping");
  const found = await ask("Uw bestand wordt gelezen.", { ask: "propose", file: chosen.name }, new Map([[chosen.name, chosen.data]]));
  if (!found) return;
  if (found.answer.kind !== "done") return refused(found.answer, "Dit bestand kan niet worden gelezen. Er is niets gemaakt.");
  own = { ...chosen, questions: /** @type {any} */ (found.answer) };
  node("mapping-findings").replaceChildren();
  showQuestions(node("mapping-form"), own.questions);
  open("mapping");
  idle("Zeg wat elke kolom betekent.");
}

/** Make a workbook of somebody's own file, and go on with that. */
async function readIn() {
  if (!own) return;
  const request = { ask: "read_in", file: own.name, ...readAnswers(form("mapping-form"), own.questions) };
  const found = await ask("De werkmap wordt gemaakt.", request, new Map([[own.name, own.data]]));
  if (!found) return;
  const { answer, files } = found;
  const workbook = files.get("casussen.xlsx");
  if (answer.kind !== "done" || !workbook) {
    node("mapping-findings").replaceChildren(findingList(answer.findings));
    node("mapping-title").focus();
    return idle("Er is geen werkmap gemaakt. Kijk de meldingen na.");
  }
  node("mapping-findings").replaceChildren(
    make("p", {}, "De werkmap is gemaakt. Sla haar op, met wat u koos (eigen.toml) en het overzicht van wat er is gelezen:"),
    fileList(files, "casussen.xlsx"),
    make("details", {}, make("summary", {}, "Wat er is gelezen, en wat niet"), make("pre", { tabindex: "0", role: "region", "aria-label": "Overzicht" }, answer.account)),
  );
  chosen = { name: "werkmap.xlsx", data: workbook };
  idle("De werkmap is gemaakt.");
  await check(false, true);
}

/**
 * Show what is wrong with a file.
 * @param {Answer} answer
 * @param {string} text
 */
function refused(answer, text) {
  if (answer.kind === "input") {
    node("findings-head").textContent = text;
    node("findings-list").replaceChildren(findingList(answer.findings));
    node("findings-files").replaceChildren();
    node("foresight").replaceChildren();
    for (const name of ["ahead", "again", "own"]) node(name).hidden = true;
    open("findings");
  }
  idle("Er is niets gemaakt.");
}

/**
 * Check the workbook in hand.
 * @param {boolean} [ahead] Whether to say what a public report will show.
 * @param {boolean} [isOwn] Whether it was just made of somebody's own file.
 */
async function check(ahead = false, isOwn = false) {
  if (!chosen) return;
  if (!ahead) close("findings", "options", "report", ...(isOwn ? [] : ["mapping"]));
  const request = { ask: "check", file: chosen.name, today: today(), carry: checked("carry"), ahead };
  const found = await ask("Uw bestand wordt gelezen en gecontroleerd.", request, new Map([[chosen.name, chosen.data]]));
  if (!found) return;
  const { answer, files } = found;
  if (!["done", "input"].includes(answer.kind)) return refused(answer, "");
  const isGood = answer.kind === "done";
  const head = answer.text.split("\n")[0] || "Geen fouten en geen waarschuwingen.";
  node("findings-head").textContent = isGood
    ? `${head}${answer.findings.length ? ". U kunt het rapport maken; kijk de waarschuwingen eerst na." : ""}`
    : `${head}. Verbeter de fouten in uw werkmap en kies haar opnieuw. Er is niets gemaakt.`;
  node("findings-list").replaceChildren(findingList(answer.findings));
  node("findings-files").replaceChildren(
    ...(files.size ? [make("p", {}, "Uw werkmap met elke melding bij haar cel:"), fileList(files)] : []),
  );
  node("foresight").replaceChildren(...foresight(answer.foresight), ...heaviest(answer.heaviest));
  node("ahead").hidden = !isGood || ahead;
  node("again").hidden = !answer.carries;
  node("own").hidden = isOwn || !answer.is_own;
  open("findings");
  node("options").hidden = !isGood;
  idle(isGood ? "Gecontroleerd. U kunt het rapport maken." : "Gecontroleerd. Er zijn fouten gevonden.");
}

/**
 * Show lines of text: what begins with a dash stands in a list under the line before it.
 * @param {string[]} [texts]
 */
function foresight(texts = []) {
  /** @type {HTMLElement[]} */
  const shown = [];
  for (const text of texts) {
    if (!text.startsWith("- ")) shown.push(make("p", {}, text));
    else if (shown.at(-1)?.tagName === "UL") shown.at(-1)?.append(make("li", {}, text.slice(2)));
    else shown.push(make("ul", {}, make("li", {}, text.slice(2))));
  }
  return shown;
}

/** @param {string[]} [texts] */
function heaviest(texts) {
  if (!texts?.length) return [];
  const title = make("summary", {}, "De regels die het meest wegen, met hun deel van alle kosten van hun moment");
  return [make("details", {}, title, make("ul", {}, ...texts.map((text) => make("li", {}, text))))];
}

/** @param {string} name */
function checked(name) {
  return new FormData(form("options-form")).has(name);
}

/** @param {string} name */
function form(name) {
  return /** @type {HTMLFormElement} */ (node(name));
}

function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function report() {
  if (!chosen) return;
  close("report");
  const told = new FormData(form("options-form"));
  const text = (/** @type {string} */ name) => String(told.get(name) ?? "");
  const request = {
    ask: "report",
    file: chosen.name,
    readers: told.getAll("readers").join(","),
    internal: told.has("internal"),
    carry: told.has("carry"),
    date: text("date"),
    minimum: text("minimum"),
    reason: text("reason"),
    grid: text("grid"),
  };
  const found = await ask("Het rapport wordt gemaakt.", request, new Map([[chosen.name, chosen.data]]));
  if (!found) return;
  const { answer, files } = found;
  if (answer.kind === "input") {
    node("findings-list").replaceChildren(findingList(answer.findings));
    open("findings");
  }
  if (answer.kind !== "done") return idle("Er is geen rapport gemaakt.");
  const page = files.get("rapport.html");
  node("report-findings").replaceChildren(...(answer.findings.length ? [findingList(answer.findings)] : []));
  node("report-files").replaceChildren(make("p", {}, "Sla op wat u wilt houden:"), fileList(files, "alles.zip"));
  const frame = /** @type {HTMLIFrameElement} */ (node("frame"));
  frame.srcdoc = page ? new TextDecoder().decode(page) : "";
  open("report");
  idle("Het rapport is klaar.");
}

/**
 * Give a file of ours to the user.
 * @param {boolean} isExample
 */
async function template(isExample) {
  const found = await ask("De werkmap wordt gemaakt.", { ask: "template", example: isExample });
  if (!found) return undefined;
  idle("De werkmap is gemaakt.");
  return [...found.files][0];
}

/** @param {boolean} isExample */
async function save(isExample) {
  const made = await template(isExample);
  if (!made) return;
  const link = /** @type {HTMLAnchorElement} */ (fileList(new Map([made])).querySelector("a"));
  link.click();
}

async function tryExample() {
  const made = await template(true);
  if (!made) return;
  chosen = { name: "werkmap.xlsx", data: made[1] };
  await check();
}

function listen() {
  const file = /** @type {HTMLInputElement} */ (node("file"));
  file.addEventListener("change", async () => {
    await choose(file.files);
    file.value = ""; // the same file may be chosen again, mended
  });
  const drop = node("drop");
  for (const kind of ["dragenter", "dragover"]) {
    addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    void choose(event.dataTransfer?.files);
  });
  node("again").addEventListener("click", () => {
    const carry = /** @type {HTMLInputElement} */ (form("options-form").elements.namedItem("carry"));
    carry.checked = true;
    void check();
  });
  node("own").addEventListener("click", () => void propose());
  form("mapping-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void readIn();
  });
  node("ahead").addEventListener("click", () => void check(true));
  node("template").addEventListener("click", () => void save(false));
  node("example").addEventListener("click", () => void save(true));
  node("try").addEventListener("click", () => void tryExample());
  node("cancel").addEventListener("click", () => {
    python.restart();
    status("Gestopt. De pagina start opnieuw; dat duurt een paar seconden.");
    node("cancel").hidden = true;
    node("file").focus();
  });
  form("options-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void report();
  });
  node("licences").addEventListener("toggle", async () => {
    const place = node("licences-text");
    if (!place.textContent) place.textContent = await python.text("licences");
  });
}

const lacking = missing();
if (lacking) {
  busy = true;
  alert(lacking);
  status("Deze pagina kan hier niet werken.");
} else {
  working("De pagina wordt geladen. Dit duurt een paar seconden.");
  node("cancel").hidden = true;
  listen();
  python.restart();
}
