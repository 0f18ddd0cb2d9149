/** The browser's own way to unpack brotli: Firefox has it, Chromium has not yet. */

/** @returns {ReadableWritablePair<any, any>} It throws a TypeError where there is none. */
export function newUnpacker() {
  return new DecompressionStream(/** @type {CompressionFormat} */ (/** @type {unknown} */ ("brotli")));
}

/** @returns {boolean} */
export function hasUnpacker() {
  try {
    newUnpacker();
    return true;
  } catch {
    return false;
  }
}
