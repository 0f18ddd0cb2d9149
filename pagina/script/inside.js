/** What is inside the page as text: the parts of Python, and the script of its worker. */

/**
 * Give the bytes of a part; the text stays, so that Python can start anew.
 * @param {string} name
 * @returns {Uint8Array}
 */
export function part(name) {
  const texts = [...document.querySelectorAll(`script[data-part="${name}"]`)].map((one) => one.textContent ?? "");
  const pieces = texts.map(bytes);
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** @returns {string} The script of the worker. */
export function workerScript() {
  return document.querySelector('script[data-part="worker"]')?.textContent ?? "";
}

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
function bytes(text) {
  const reader = /** @type {{ fromBase64?: (text: string) => Uint8Array }} */ (/** @type {unknown} */ (Uint8Array));
  return reader.fromBase64 ? reader.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
