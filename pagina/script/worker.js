/**
 * The worker of the page: starts Python, and passes on what the page asks and Python answers. The same script
 * unpacks one part, in a worker that ends with it: what unpacking takes of memory is given back.
 *
 * @typedef {{ kind: "compile", python: Uint8Array, isPacked: boolean }} Compile
 * @typedef {{ kind: "start", library: Uint8Array, own: Uint8Array }} Start
 * @typedef {{ kind: "ask", request: object, files: Map<string, Uint8Array> }} Ask
 * @typedef {{ kind: "unpack", data: Uint8Array }} Unpack
 */
import initialise, { decompress } from "brotli-dec-wasm/web";
// @ts-expect-error: the bundler makes bytes of it
import unpacker from "brotli-dec-wasm/web/bg.wasm";
import { newUnpacker } from "./unpacker.js";
import { Fault, start } from "./runtime.js";

const STEP = "stap: ";

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiling;
/** @type {Awaited<ReturnType<typeof start>> | undefined} */
let runtime;

/**
 * Read files that were put in one: the length of a list, the list of names and lengths, the bytes.
 * @param {Uint8Array} whole
 * @returns {Map<string, Uint8Array>}
 */
function unpacked(whole) {
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  let at = 4 + length;
  const files = new Map();
  for (const [name, size] of JSON.parse(new TextDecoder().decode(whole.subarray(4, at)))) {
    files.set(name, whole.slice(at, at + size));
    at += size;
  }
  return files;
}

/**
 * Compile Python: as it is unpacked, where the browser does that itself, so that all of it is never there at once.
 * @param {Compile} message
 * @returns {Promise<WebAssembly.Module>}
 */
function compile({ python, isPacked }) {
  if (!isPacked) return WebAssembly.compile(/** @type {BufferSource} */ (python));
  const stream = new Blob([/** @type {BlobPart} */ (python)]).stream().pipeThrough(newUnpacker());
  return WebAssembly.compileStreaming(new Response(stream, { headers: { "Content-Type": "application/wasm" } }));
}

/** @param {Start} message */
async function begin(message) {
  const python = /** @type {WebAssembly.Module} */ (await compiling);
  compiling = undefined;
  postMessage({ kind: "step", text: "Python starten" });
  runtime = await start({ python, library: message.library, packages: unpacked(message.own) }, (line) => {
    if (line.startsWith(STEP)) postMessage({ kind: "step", text: line.slice(STEP.length) });
  });
  postMessage({ kind: "ready", memory: runtime.memory() });
}

/** @param {Ask} message */
function ask(message) {
  if (!runtime) throw new Fault("Python is not there yet.");
  const { answer, files } = runtime.run(message.request, message.files);
  const moved = [...files.values()].map((data) => data.buffer);
  postMessage({ kind: "answer", answer, files, memory: runtime.memory() }, { transfer: moved });
}

/** @param {Unpack} message */
async function unpack(message) {
  await initialise({ module_or_path: unpacker });
  const data = decompress(message.data);
  postMessage({ kind: "unpacked", data }, { transfer: [data.buffer] });
}

onmessage = async (event) => {
  /** @type {Compile | Start | Ask | Unpack} */
  const message = event.data;
  try {
    if (message.kind === "compile") await (compiling = compile(message));
    else if (message.kind === "start") await begin(message);
    else if (message.kind === "ask") ask(message);
    else await unpack(message);
  } catch (fault) {
    // Of what JavaScript throws only its kind is told; what Python says of itself never holds a value.
    const text = fault instanceof Fault ? fault.message : "";
    postMessage({ kind: "fault", text, cause: fault instanceof Error ? fault.name : "" });
  }
};
