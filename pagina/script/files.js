/**
 * Files to save, each a link. They are in memory only: who closes the page before one is saved, is warned.
 *
 * @typedef {{ name: string, save_as: string, about: string }} Shown
 */
import { make, node } from "./show.js";

/** @type {Record<string, string>} */
const TYPES = {
  html: "text/html",
  json: "application/json",
  toml: "application/toml",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/** Places with files of which none was saved. @type {Set<string>} */
const unsaved = new Set();

/**
 * Show files in a place, in the place of those that were there.
 * @param {string} place
 * @param {Map<string, Uint8Array>} files
 * @param {{ text?: string, first?: string, shown?: Shown[], isWanted?: boolean }} [how] A sentence above them; the one that
 *   stands out; how each is saved and what it is; whether to warn who has saved none.
 */
export function showFiles(place, files, { text = "", first = "", shown = [], isWanted = false } = {}) {
  for (const link of node(place).querySelectorAll("a")) URL.revokeObjectURL(link.href);
  unsaved.delete(place);
  node(place).replaceChildren();
  if (!files.size) return;
  if (isWanted) unsaved.add(place);
  const told = new Map(shown.map((one) => [one.name, one]));
  const names = [...files.keys()].sort((a, b) => Number(b === first) - Number(a === first));
  const items = names.map((name) => {
    const { save_as: saved = name, about = "" } = told.get(name) ?? {};
    const link = fileLink(saved, /** @type {Uint8Array} */ (files.get(name)));
    link.addEventListener("click", () => unsaved.delete(place));
    if (name === first) link.className = "first";
    return make("li", {}, link, ...(about ? [make("span", { class: "about" }, about)] : []));
  });
  const kind = shown.length ? "files told" : "files";
  node(place).replaceChildren(...(text ? [make("p", {}, text)] : []), make("ul", { class: kind }, ...items));
}

/**
 * @param {string} name
 * @param {Uint8Array} data
 */
export function fileLink(name, data) {
  const kind = TYPES[name.split(".").pop() ?? ""] ?? "application/octet-stream";
  const blob = new Blob([/** @type {BlobPart} */ (data)], { type: kind });
  const link = make("a", { href: URL.createObjectURL(blob), download: name }, name, make("small", {}, size(blob.size)));
  return /** @type {HTMLAnchorElement} */ (link);
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1e6 ? `(${Math.ceil(bytes / 1e3)} kB)` : `(${(bytes / 1e6).toFixed(1).replace(".", ",")} MB)`;
}

/** Warn who closes the page while there is something that was never saved. */
export function guardClosing() {
  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
}
