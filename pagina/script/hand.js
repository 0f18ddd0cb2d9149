/** The file in hand: there is one at most, and everything shown is of that file or says that it is not. */
import { close, form, node } from "./show.js";

/** @typedef {{ name: string, shown: string, data: Uint8Array }} InHand */

export const hand = {
  /** The workbook that is checked and reported. @type {InHand | undefined} */
  workbook: undefined,
  /** Somebody's own file, of which a workbook is made. @type {InHand | undefined} */
  own: undefined,
  /** Whether what the columns mean was changed since the workbook was made of it. */
  isChanged: false,
};

/**
 * Say which file is in hand, or that none is.
 * @param {string} text
 */
function sayWhich(text) {
  node("in-hand").textContent = text;
}

/**
 * Take a file in hand.
 * @param {string} shown Its name, for the user alone: Python never gets it, since it may be of a person.
 */
export function take(shown) {
  hand.workbook = hand.own = undefined;
  hand.isChanged = false;
  sayWhich(`Gekozen: ${shown}`);
  notConfidential();
  markReport("Dit rapport is van een bestand dat u eerder koos.");
}

/** Confidential is chosen for one file at a time. */
function notConfidential() {
  const internal = /** @type {HTMLInputElement} */ (form("options-form").elements.namedItem("internal"));
  internal.checked = false;
}

/**
 * Let go of what was in hand: what was chosen cannot be read.
 * @param {string} shown
 */
export function letGo(shown) {
  hand.workbook = hand.own = undefined;
  notConfidential();
  sayWhich(`Niet gelezen: ${shown}. Er is nu geen bestand in gebruik.`);
  close("mapping", "read", "findings", "options");
  markReport("Dit rapport is van een bestand dat u eerder koos, niet van het laatste.");
}

/**
 * Say of the report that is there that it is no longer that of what the user is doing; its files stay.
 * @param {string} text
 */
export function markReport(text) {
  node("report-old").textContent = `Let op: ${text}`;
  node("report-old").hidden = false;
  node("report-title").textContent = "4. Een eerder rapport";
  node("frame").hidden = true;
}

/** @param {string} shown */
export function showWhose(shown) {
  for (const place of document.querySelectorAll("[data-whose]")) place.textContent = `Bestand: ${shown}`;
}
