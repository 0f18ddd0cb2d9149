/** What a browser must have to run this page; said in words when it has not. */

// The smallest module with the exceptions that Python here was made with (try_table, exnref).
const EXCEPTIONS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 31, 64, 0, 11, 11];

const OTHER = "Gebruik Edge of Chrome vanaf versie 137, of Firefox vanaf versie 131";

/** @returns {string} What is missing and what to do, in Dutch; empty when nothing is. */
export function missing() {
  if (typeof WebAssembly !== "object") {
    return (
      "In deze browser staat WebAssembly uit; deze pagina kan niet zonder. Dat komt vaak door een strenge beveiliging van Edge. " +
      "Vraag uw beheerder om deze pagina toe te staan, of gebruik een andere browser."
    );
  }
  if (typeof Worker !== "function") return `Deze browser kan geen werk op de achtergrond doen. ${OTHER}.`;
  if (!WebAssembly.validate(new Uint8Array(EXCEPTIONS))) {
    return `Deze browser is te oud voor deze pagina. ${OTHER}, of vraag uw beheerder om een nieuwere versie.`;
  }
  return "";
}
