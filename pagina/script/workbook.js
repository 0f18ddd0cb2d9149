/** The workbook in hand: check it, and make its report. */
import { ask, idle } from "./bar.js";
import { showFiles } from "./files.js";
import { hand, markReport, showWhose } from "./hand.js";
import { close, findingList, form, make, node, open, textList } from "./show.js";

/**
 * Show what is wrong with a file.
 * @param {import("./bar.js").Answer} answer
 * @param {string} text
 */
export function refused(answer, text) {
  if (answer.kind === "input") {
    node("findings-head").textContent = text;
    node("findings-list").replaceChildren(findingList(answer.findings));
    showFiles("findings-files", new Map());
    node("foresight").replaceChildren();
    for (const name of ["ahead", "again", "own"]) node(name).hidden = true;
    open("findings");
  }
  idle("Er is niets gemaakt.");
}

/**
 * Check the workbook in hand.
 * @param {{ isAhead?: boolean }} [how] Whether to say what a public report will show.
 */
export async function check({ isAhead = false } = {}) {
  const file = hand.workbook;
  if (!file) return;
  const isOwn = Boolean(hand.own); // it was made of somebody's own file
  const request = { ask: "check", file: file.name, today: today(), carry: isChecked("carry"), ahead: isAhead };
  const found = await ask("Uw bestand wordt gelezen en gecontroleerd.", request, new Map([[file.name, file.data]]));
  if (!found) return;
  if (!isAhead) close("findings", "options", ...(isOwn ? [] : ["mapping", "read"]));
  showWhose(file.shown);
  const { answer, files } = found;
  if (!["done", "input"].includes(answer.kind)) return refused(answer, "");
  const isGood = answer.kind === "done";
  const head = answer.text.split("\n")[0] || "Geen fouten en geen waarschuwingen.";
  node("findings-head").textContent = isGood
    ? `${head}${answer.findings.length ? ". U kunt het rapport maken; kijk de waarschuwingen eerst na." : ""}`
    : `${head}. Er is niets gemaakt. ${whatToMend(answer, files.size > 0, isOwn)}`;
  node("findings-list").replaceChildren(findingList(answer.findings));
  showFiles("findings-files", files, { text: "Uw werkmap met elke melding bij haar cel:" });
  node("foresight").replaceChildren(...foresight(answer.foresight));
  node("heaviest").replaceChildren(...heaviest(answer.heaviest));
  node("ahead").hidden = !isGood || isAhead;
  node("again").hidden = !answer.carries;
  node("own").hidden = isOwn || !answer.is_own;
  node("own").className = answer.is_own_only ? "" : "quiet";
  node("options").hidden = !isGood;
  if (isAhead && answer.foresight?.length) {
    node("foresight").focus();
    node("foresight").scrollIntoView();
  } else open("findings");
  idle(isGood ? "Gecontroleerd. U kunt het rapport maken." : "Gecontroleerd. Er zijn fouten gevonden.");
}

/**
 * Say in which file the errors are mended.
 * @param {import("./bar.js").Answer} answer
 * @param {boolean} isNoted
 * @param {boolean} isOwn
 */
function whatToMend(answer, isNoted, isOwn) {
  if (answer.is_own_only) return "Is dit uw eigen overzicht? Kies dan eerst de knop hieronder.";
  if (isOwn) return "Verbeter de fouten in uw eigen overzicht en kies dat opnieuw; uw keuzes blijven staan.";
  if (isNoted) return "Sla nagekeken.xlsx op, verbeter de fouten daarin en kies dat bestand bij stap 1. Uw eigen bestand blijft zoals het was.";
  return "Verbeter de fouten in uw werkmap en kies haar opnieuw.";
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
    else shown.push(textList([text.slice(2)]));
  }
  return shown;
}

/** @param {string[]} [texts] */
function heaviest(texts) {
  if (!texts?.length) return [];
  const title = make("summary", {}, "De regels die het meest wegen, met hun deel van alle kosten van hun moment");
  return [make("details", {}, title, textList(texts))];
}

/** @param {string} name */
function isChecked(name) {
  return new FormData(form("options-form")).has(name);
}

function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Make the report of the workbook in hand. */
export async function report() {
  const file = hand.workbook;
  if (!file) return;
  const told = new FormData(form("options-form"));
  const text = (/** @type {string} */ name) => String(told.get(name) ?? "");
  const request = {
    ask: "report",
    file: file.name,
    readers: told.getAll("readers").join(","),
    internal: told.has("internal"),
    carry: told.has("carry"),
    date: text("date"),
    minimum: text("minimum"),
    reason: text("reason"),
    grid: text("grid"),
  };
  const found = await ask("Het rapport wordt gemaakt.", request, new Map([[file.name, file.data]]));
  if (!found) return;
  const { answer, files } = found;
  showField(answer.field);
  if (answer.kind === "input") {
    node("findings-list").replaceChildren(findingList(answer.findings));
    open("findings");
  }
  if (answer.kind !== "done") {
    markReport("Er is geen nieuw rapport gemaakt. Dit is het rapport van daarvoor.");
    return idle("Er is geen rapport gemaakt.");
  }
  showReport(answer, files, file.shown);
  idle("Het rapport is klaar.");
}

/**
 * @param {import("./bar.js").Answer} answer
 * @param {import("./bar.js").Files} files
 * @param {string} whose
 */
function showReport(answer, files, whose) {
  node("report-title").textContent = answer.confidential ? "4. Uw rapport: VERTROUWELIJK" : "4. Uw rapport";
  node("report").classList.toggle("confidential", answer.confidential);
  node("report-old").hidden = true;
  node("report-whose").textContent = `Gemaakt van: ${whose}`;
  node("report-notice").textContent = answer.notice;
  node("report-notice").className = answer.confidential ? "alert" : "hint";
  showFiles("report-files", files, { text: "Sla op wat u wilt houden:", first: "alles.zip", shown: answer.files, isWanted: true });
  node("report-findings").replaceChildren(...(answer.findings.length ? [findingList(answer.findings)] : []));
  const page = files.get("rapport.html");
  const frame = /** @type {HTMLIFrameElement} */ (node("frame"));
  frame.srcdoc = page ? new TextDecoder().decode(page) : "";
  frame.hidden = false;
  open("report");
}

/**
 * Go to the field that was filled in wrongly, if one was.
 * @param {string | undefined} name
 */
function showField(name) {
  for (const field of form("options-form").elements) field.removeAttribute("aria-invalid");
  const field = name ? form("options-form").elements.namedItem(name) : undefined;
  if (!(field instanceof HTMLInputElement)) return;
  const details = field.closest("details");
  if (details) details.open = true;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}
