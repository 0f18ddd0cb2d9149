/** Python in a worker: start it, ask it one thing at a time, and start it anew when it is stopped or lost. */
import { part, workerScript } from "./inside.js";
import { hasUnpacker } from "./unpacker.js";

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
  /** Every worker that runs: Python's, and those that unpack. @type {Set<Worker>} */
  const workers = new Set();
  /** @type {Worker | undefined} */
  let python;
  /** @type {((found: any) => void) | undefined} */
  let answered;
  let isReady = false;
  let turn = 0;

  /** @param {any} found */
  function finish(found) {
    const waiting = answered;
    answered = undefined;
    waiting?.(found);
  }

  function end() {
    turn += 1; // what still comes of an earlier start is not wanted any more
    for (const worker of workers) worker.terminate();
    workers.clear();
    python = undefined;
  }

  /** @param {string} text */
  function lose(text) {
    end();
    tell.lost(text, isReady);
    finish(undefined);
    if (isReady) restart();
  }

  /** @param {{ text: string, cause: string }} fault */
  function fail({ text, cause }) {
    lose(cause === "RangeError" ? NO_MEMORY : isReady ? `${LOST} ${text}`.trim() : NO_START);
  }

  /** @param {(data: any) => void} hear */
  function newWorker(hear) {
    const worker = new Worker(address());
    workers.add(worker);
    worker.onmessage = ({ data }) => (data.kind === "fault" ? fail(data) : hear(data));
    worker.onerror = (event) => {
      event.preventDefault();
      fail({ text: "", cause: "" });
    };
    return worker;
  }

  /**
   * Unpack a part, in a worker of its own that ends with it.
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  function unpack(name) {
    return new Promise((resolve) => {
      const worker = newWorker(({ data }) => {
        worker.terminate();
        workers.delete(worker);
        resolve(data);
      });
      const data = part(name);
      worker.postMessage({ kind: "unpack", data }, [data.buffer]);
    });
  }

  /** @param {any} data */
  function hear(data) {
    if (data.kind === "step") tell.step(data.text);
    else if (data.kind === "answer") finish(data);
    else if (data.kind === "ready") {
      isReady = true;
      tell.ready();
    }
  }

  async function begin() {
    const mine = turn;
    const worker = newWorker(hear);
    const isPacked = hasUnpacker();
    /** @param {object} message @param {Uint8Array[]} parts */
    const give = (message, ...parts) => {
      if (mine === turn) worker.postMessage(message, parts.map((bytes) => bytes.buffer));
    };
    const compiled = isPacked ? part("python") : unpack("python");
    const rest = Promise.all(["library", "own"].map(unpack));
    const first = await compiled;
    give({ kind: "compile", python: first, isPacked }, first);
    const [library, own] = await rest;
    give({ kind: "start", library, own }, library, own);
    if (mine === turn) python = worker;
  }

  /** Stop what is being done, if anything, and begin anew. */
  function restart() {
    end();
    finish(undefined);
    begin().catch(() => {
      isReady = false;
      lose(NO_START);
    });
  }

  return {
    restart,
    /** Stop, and stay so until it is started again. */
    stop() {
      end();
      finish(undefined);
    },
    /**
     * @param {object} request
     * @param {Map<string, Uint8Array>} files
     * @returns {Promise<{ answer: any, files: Map<string, Uint8Array> } | undefined>} Nothing when it was stopped.
     */
    ask(request, files) {
      return new Promise((resolve) => {
        answered = resolve;
        python?.postMessage({ kind: "ask", request, files });
      });
    },
    /**
     * Give a part that is a text.
     * @param {string} name
     */
    text: async (name) => new TextDecoder().decode(await unpack(name)),
  };
}
