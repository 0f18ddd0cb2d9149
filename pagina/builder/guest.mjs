// Runs Python code in the Python of the page, in node: to compile modules, and to run tests.
//   node guest.mjs PYTHON.wasm LIBRARY.zip CODE.py [PATH=FOLDER ...] [--out=PATH:FOLDER ...]
// Each FOLDER stands in the guest as /app/PATH; what the code leaves in /PATH is copied to FOLDER afterwards.
import fs from "node:fs";
import path from "node:path";
import { Directory, File } from "@bjorn3/browser_wasi_shim";
import { start } from "../script/runtime.js";

const [wasm, library, code, ...words] = process.argv.slice(2);
const packages = new Map();
const wanted = [];
for (const word of words) {
  if (word.startsWith("--out=")) {
    wanted.push(word.slice("--out=".length).split(":"));
    continue;
  }
  const [to, from] = word.split("=");
  for (const name of fs.readdirSync(from, { recursive: true })) {
    const whole = path.join(from, name);
    if (fs.statSync(whole).isFile()) packages.set(path.posix.join(to, name), new Uint8Array(fs.readFileSync(whole)));
  }
}

function save(folder, to) {
  for (const [name, entry] of folder.contents) {
    if (entry instanceof Directory) save(entry, path.join(to, name));
    else if (entry instanceof File) {
      fs.mkdirSync(to, { recursive: true });
      fs.writeFileSync(path.join(to, name), entry.data);
    }
  }
}

const python = await WebAssembly.compile(fs.readFileSync(wasm));
const parts = { python, library: new Uint8Array(fs.readFileSync(library)), packages };
const guest = await start(parts, (line) => process.stdout.write(`${line}\n`), "import sys; sys.path.insert(0, '/app')");
try {
  guest.execute(fs.readFileSync(code, "utf8"));
} catch (fault) {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
for (const [from, to] of wanted) {
  let entry = guest.root;
  for (const name of from.split("/")) entry = entry?.contents?.get(name);
  if (entry) save(entry, to);
}
