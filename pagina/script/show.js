/** Pieces of the page, made of text alone: nothing of a file can become mark-up. */

/** @type {Record<string, string>} */
const TYPES = {
  html: "text/html",
  json: "application/json",
  toml: "application/toml",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/**
 * Give an element of the page.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function node(name) {
  const found = document.getElementById(name);
  if (!found) throw new Error(`no element ${name}`);
  return found;
}

/**
 * Make an element.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} inside
 * @returns {HTMLElement}
 */
export function make(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

/**
 * Show findings, errors first: one for each cause.
 * @param {import("./page.js").Cause[]} causes
 */
export function findingList(causes) {
  const sorted = [...causes].sort((a, b) => Number(b.level === "fout") - Number(a.level === "fout"));
  return make(
    "ul",
    { class: "found" },
    ...sorted.map((cause) => {
      const level = make("span", { class: "level" }, cause.level === "fout" ? "Fout" : "Let op");
      const where = cause.where ? [" bij ", make("span", { class: "where" }, cause.where)] : [];
      const advice = cause.advice ? [make("span", { class: "advice" }, cause.advice)] : [];
      return make("li", { class: cause.level }, level, ...where, `: ${cause.text}`, ...advice);
    }),
  );
}

/** @type {Set<string>} */
const addresses = new Set();

/** Let go of every file that was shown: another one has been chosen. */
export function forgetFiles() {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses.clear();
}

/**
 * Show files to save, each a link.
 * @param {Map<string, Uint8Array>} files
 * @param {string} [first] The one that stands out.
 */
export function fileList(files, first = "") {
  const names = [...files.keys()].sort((a, b) => Number(b === first) - Number(a === first));
  return make(
    "ul",
    { class: "files" },
    ...names.map((name) => {
      const data = /** @type {BlobPart} */ (files.get(name));
      const blob = new Blob([data], { type: TYPES[name.split(".").pop() ?? ""] ?? "application/octet-stream" });
      const address = URL.createObjectURL(blob);
      addresses.add(address);
      const link = make("a", { href: address, download: name }, name, make("small", {}, size(blob.size)));
      if (name === first) link.className = "first";
      return make("li", {}, link);
    }),
  );
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1e6 ? `(${Math.ceil(bytes / 1e3)} kB)` : `(${(bytes / 1e6).toFixed(1).replace(".", ",")} MB)`;
}
