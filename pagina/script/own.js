/** Somebody's own file: ask what its columns are, make a workbook of it, and show what was read and what was not. */
import { alert, ask, idle, status } from "./bar.js";
import { showFiles } from "./files.js";
import { hand, markReport, showWhose } from "./hand.js";
import { markMissing, readAnswers, showQuestions } from "./mapping.js";
import { close, findingList, form, make, node, open, textList } from "./show.js";
import { check, refused } from "./workbook.js";

/** @type {import("./mapping.js").Questions | undefined} */
let questions;

/** Ask what the columns of somebody's own file are. */
export async function propose() {
  const file = hand.own;
  if (!file) return;
  const found = await ask("Uw bestand wordt gelezen.", { ask: "propose", file: file.name }, new Map([[file.name, file.data]]));
  if (!found) return;
  close("findings", "options", "mapping", "read");
  questions = undefined;
  showWhose(file.shown);
  if (found.answer.kind !== "done") return refused(found.answer, "Dit bestand kan niet worden gelezen. Er is niets gemaakt.");
  questions = /** @type {any} */ (found.answer);
  node("mapping-findings").replaceChildren();
  showQuestions(form("mapping-form"), /** @type {any} */ (questions));
  open("mapping");
  idle("Zeg wat elke kolom betekent.");
}

/**
 * Make a workbook of somebody's own file, by what was chosen or by a profile that was made so before.
 * @param {Uint8Array} [profile]
 */
export async function readIn(profile) {
  const file = hand.own;
  if (!file) return;
  const missing = profile ? [] : markMissing(form("mapping-form"));
  if (missing.length) return alert(`Vul nog in: ${missing.join(", ")}.`);
  const files = new Map([[file.name, file.data]]);
  if (profile) files.set("eigen.toml", profile);
  const how = profile ? { profile: "eigen.toml" } : readAnswers(form("mapping-form"), /** @type {any} */ (questions));
  const found = await ask("De werkmap wordt gemaakt.", { ask: "read_in", file: file.name, ...how }, files);
  if (!found) return;
  const { answer, files: made } = found;
  const workbook = made.get("casussen.xlsx");
  node("mapping-findings").replaceChildren(...(answer.kind === "input" ? [findingList(answer.findings)] : []));
  close("findings", "options", "read");
  hand.workbook = undefined;
  markReport("Dit rapport is van een werkmap die u eerder maakte.");
  if (answer.kind !== "done" || !workbook) {
    if (questions) open("mapping");
    else refused(answer, "Met deze keuzes kan uw bestand niet worden gelezen. Er is niets gemaakt.");
    return idle("Er is geen werkmap gemaakt. Kijk de meldingen na.");
  }
  hand.workbook = { name: "werkmap.xlsx", shown: `casussen.xlsx, van ${file.shown}`, data: workbook };
  hand.isChanged = false;
  node("changed").hidden = true;
  showAccount(answer);
  showFiles("read-files", made, {
    text: "Sla de werkmap op, met wat u koos (eigen.toml) en het overzicht van wat er is gelezen:",
    first: "casussen.xlsx", isWanted: true,
  });
  open("read");
  idle("De werkmap is gemaakt. Kijk na wat er is gelezen, en wat niet.");
}

/** @param {import("./bar.js").Answer} answer */
function showAccount(answer) {
  const title = (/** @type {string} */ text) => make("h3", {}, text);
  const losses = answer.losses.length
    ? [title("Niet overgenomen: dit telt niet mee"), textList(answer.losses, "waarschuwing")]
    : [title("Niet overgenomen"), make("p", {}, "Niets: alles uit uw bestand staat in de werkmap.")];
  const chosen = answer.chosen.length ? [title("Niet uit uw bestand, maar gekozen"), textList(answer.chosen)] : [];
  node("read-body").replaceChildren(
    ...losses, ...chosen,
    ...(answer.findings.length ? [title("Let op in uw bestand"), findingList(answer.findings)] : []),
    title("Alles wat er is gelezen"),
    make("pre", { tabindex: "0", role: "region", "aria-label": "Overzicht" }, answer.account),
  );
}

/** What the columns mean was changed: the workbook made before is of something else. */
export function changed() {
  if (!hand.workbook || !hand.own) return;
  hand.isChanged = true;
  node("changed").hidden = false;
  markReport("Dit rapport is van wat u eerder koos bij uw kolommen.");
  status("U hebt iets veranderd. Kies eerst weer ‘Maak de werkmap’.");
  holdMake();
}

/** Switch off what would use a workbook that is not of what is chosen now. */
export function holdMake() {
  if (!hand.isChanged) return;
  for (const name of ["make", "go-on", "ahead", "again"]) /** @type {HTMLButtonElement} */ (node(name)).disabled = true;
}

/** Go on with the workbook that was made. */
export function goOn() {
  return check();
}
