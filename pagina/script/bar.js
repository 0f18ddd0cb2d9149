/**
 * The bar at the top: what the page is doing, what is wrong, and the button to stop; and what is asked of Python.
 *
 * @typedef {{ level: string, where: string, text: string, advice: string, count: number }} Cause
 * @typedef {{ kind: string, text: string, findings: Cause[], [more: string]: any }} Answer
 * @typedef {Map<string, Uint8Array>} Files
 */
import { newPython } from "./python.js";
import { make, node } from "./show.js";

const BUSY = "Er is nog iets bezig. Wacht tot dat klaar is, of kies Stoppen.";
const LOAD = "De pagina wordt geladen. Dit duurt een paar seconden.";

/** @type {"loading" | "stopped" | "working" | "idle" | "unable"} */
let state = "unable";
/** Where the keyboard was when the work began: a button that is switched off loses it. @type {Element | null} */
let before = null;
/** What waits until Python is there. @type {(() => void) | undefined} */
let waiting;
/** Said after each piece of work: which buttons may not be used. */
let hold = () => {};

const python = newPython({
  step: (text) => status(`Bezig: ${text} …`),
  ready: () => {
    idle("Klaar voor gebruik. Kies uw bestand.");
    const next = waiting;
    waiting = undefined;
    next?.();
  },
  lost: (text, isStarting) => {
    alert(text);
    state = isStarting ? "loading" : "unable";
    show();
    status(isStarting ? "De pagina start opnieuw. Dat duurt een paar seconden." : "Deze pagina kan hier niet werken.");
  },
});

export const isBusy = () => state !== "idle";
export const isLoading = () => state === "loading" || state === "stopped";

/** @param {string} text */
export function status(text) {
  node("status").textContent = text;
}

/**
 * Say what is wrong, in the bar that is always in sight.
 * @param {string} text
 */
export function alert(text) {
  node("alert").replaceChildren(...(text ? [make("p", {}, text)] : []));
}

/** Show what can be pressed in this state. */
function show() {
  const isAtWork = state === "loading" || state === "working";
  node("bar").classList.toggle("busy", isAtWork);
  node("cancel").hidden = !isAtWork && state !== "stopped";
  node("cancel").textContent = state === "stopped" ? "Opnieuw starten" : "Stoppen";
  for (const button of document.querySelectorAll("main button")) {
    /** @type {HTMLButtonElement} */ (button).disabled = state !== "idle";
  }
}

/** @param {string} text */
export function idle(text) {
  state = "idle";
  const here = document.activeElement;
  show();
  hold();
  status(text);
  if ((here === document.body || here === node("cancel")) && before instanceof HTMLElement) before.focus({ preventScroll: true });
}

/** @param {string} text */
function working(text) {
  state = "working";
  before = document.activeElement;
  alert("");
  show();
  status(text);
}

/**
 * Ask Python something, with the page busy meanwhile.
 * @param {string} text
 * @param {object} request
 * @param {Files} [files]
 * @returns {Promise<{ answer: Answer, files: Files } | undefined>} Nothing when it was stopped.
 */
export async function ask(text, request, files = new Map()) {
  if (isBusy()) {
    alert(BUSY);
    return undefined;
  }
  working(text);
  const found = await python.ask(request, files);
  if (found && ["usage", "refused", "fault"].includes(found.answer.kind)) alert(found.answer.text);
  return found;
}

/** @param {() => void} next Is done as soon as Python is there. */
export function whenReady(next) {
  waiting = next;
}

/** @param {() => void} next Is called each time that buttons are switched on. */
export function holdButtons(next) {
  hold = next;
}

/** Begin, or begin anew. */
export function load() {
  state = "loading";
  show();
  status(LOAD);
  python.restart();
}

/** Stop what is being done; the page starts anew, unless it was only starting. */
export function stop() {
  if (state === "stopped") return load();
  if (state === "loading") {
    state = "stopped";
    python.stop();
    show();
    return status("Gestopt. Kies ‘Opnieuw starten’ om verder te gaan.");
  }
  load();
  return status("Gestopt. De pagina start opnieuw; dat duurt een paar seconden.");
}

export const licences = () => python.text("licences");
