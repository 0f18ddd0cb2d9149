/** Pieces of the page, made of text alone: nothing of a file can become mark-up. */

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
 * Show a section and go there, so that a keyboard and a screen reader are where the news is.
 * @param {string} name
 */
export function open(name) {
  node(name).hidden = false;
  node(`${name}-title`).focus();
  node(name).scrollIntoView();
}

/** @param {string[]} names */
export function close(...names) {
  for (const name of names) node(name).hidden = true;
}

/**
 * @param {string} name
 * @returns {HTMLFormElement}
 */
export function form(name) {
  return /** @type {HTMLFormElement} */ (node(name));
}

/**
 * Show findings, errors first: one for each cause.
 * @param {import("./bar.js").Cause[]} causes
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

/**
 * Show texts in a list.
 * @param {string[]} texts
 * @param {string} [kind]
 */
export function textList(texts, kind = "") {
  return make("ul", kind ? { class: "found" } : {}, ...texts.map((text) => make("li", kind ? { class: kind } : {}, text)));
}
