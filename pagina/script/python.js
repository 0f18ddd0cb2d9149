/** Python in a worker: start it, ask it one thing at a time, and start it anew when it is stopped or lost. */
import { part, workerScript } from "./inside.js";

const LOST =
  "Er ging iets mis en er is niets gemaakt. Uw bestand is niet veranderd. Probeer het opnieuw. Gaat het weer mis, meld dan " +
  "deze regel met de versie onderaan aan de makers; stuur geen werkmap mee.";
const NO_MEMORY =
  "De browser geeft niet genoeg geheugen. Sluit andere tabbladen en programma's, en laad deze pagina opnieuw. Er is niets gemaakt.";
const NO_START = "Python start niet in deze browser. Laad de pagina opnieuw, of gebruik een nieuwere Edge, Chrome of Firefox.";

let made = "";

/** @returns {string} Where the script of the worker is: in memory. */
function address() {
  made ||= URL.createObjectURL(new Blob([workerScript()], { type: "text/javascript" }));
  return made;
}

/**
 * @param {{ step: (text: string) => void, ready: () => void, lost: (text: string, isStarting: boolean) => void }} tell
 */
export function newPython(tell) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {((found: any) => void) | undefined} */
  let answered;
  let isReady = false;

  /** @param {any} found */
  function finish(found) {
    const waiting = answered;
    answered = undefined;
    waiting?.(found);
  }

  /** @param {string} text */
  function lose(text) {
    worker?.terminate();
    tell.lost(text, isReady);
    finish(undefined);
    if (isReady) restart();
  }

  /** @param {MessageEvent} event */
  function hear({ data }) {
    if (data.kind === "step") tell.step(data.text);
    else if (data.kind === "answer") finish(data);
    else if (data.kind === "ready") {
      isReady = true;
      tell.ready();
    } else if (data.kind === "fault") {
      const isMemory = data.cause === "RangeError" || data.cause === "OutOfMemory";
      lose(isMemory ? NO_MEMORY : isReady ? `${LOST} ${data.text}`.trim() : NO_START);
    }
  }

  /** Stop what is being done, if anything, and begin anew. */
  function restart() {
    worker?.terminate();
    finish(undefined);
    try {
      worker = new Worker(address());
    } catch {
      isReady = false;
      return lose(NO_START);
    }
    worker.onmessage = hear;
    worker.onerror = (event) => {
      event.preventDefault();
      lose(isReady ? LOST : NO_START);
    };
    const parts = { python: part("python"), library: part("library"), own: part("own") };
    worker.postMessage({ kind: "start", ...parts }, Object.values(parts).map((bytes) => bytes.buffer));
  }

  return {
    restart,
    /**
     * @param {object} request
     * @param {Map<string, Uint8Array>} files
     * @returns {Promise<{ answer: any, files: Map<string, Uint8Array> } | undefined>} Nothing when it was stopped.
     */
    ask(request, files) {
      return new Promise((resolve) => {
        answered = resolve;
        worker?.postMessage({ kind: "ask", request, files });
      });
    },
    /**
     * Unpack a text.
     * @param {Uint8Array} data
     * @returns {Promise<string>}
     */
    text(data) {
      return new Promise((resolve) => {
        const side = new Worker(address());
        side.onmessage = ({ data: found }) => {
          resolve(found.text ?? "");
          side.terminate();
        };
        side.postMessage({ kind: "text", data }, [data.buffer]);
      });
    },
  };
}
