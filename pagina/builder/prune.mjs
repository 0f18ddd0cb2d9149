// Empties functions that nothing left in the page can call: node prune.mjs FROM.wasm TO.wasm LEFT_OUT.txt
//
// Each line of LEFT_OUT.txt is a compiled module whose package the page leaves out. Its start function is called
// PyInit_ and its last name, or all its names where another module has the same last one. The linker puts the files of its input one after the other, so what stands between the start functions of two such
// modules is theirs. Of those functions go the ones that no file but theirs can know by address: not what headers
// give to every file (templates of the standard library, of pybind11, of boost and of xsf). After that a function
// stays when it can be reached by calls from what the module exports and from the other functions with an address.
// So a call that is written in the code never meets an empty function, whatever the names say. An empty function
// keeps its place; it stops Python when it is run.
import fs from "node:fs";

const SHARED = /^(std::|pybind11|boost|xsf|operator|virtual thunk|non-virtual thunk)/;
const OF_CYTHON = /__pyx|__Pyx|^PyInit/;
const EMPTY = Buffer.from([3, 0, 0x00, 0x0b]); // its size, no locals, `unreachable`, `end`
const CODE = 10;

const [from, to, list] = process.argv.slice(2);
const bytes = fs.readFileSync(from);
let at = 0;

function number() {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

function text() {
  const length = number();
  return bytes.toString("utf8", at, (at += length));
}

/** Do something as often as the number that stands here says. */
function each(what) {
  for (let left = number(); left > 0; left--) what();
}

/** Find where each section begins and ends; one with a name goes by its name. */
function sections() {
  const found = new Map();
  for (at = 8; at < bytes.length; ) {
    const id = bytes[at++];
    const size = number();
    const end = at + size;
    const name = id === 0 ? text() : id;
    found.set(name, { id, begin: at, end });
    at = end;
  }
  return found;
}

const found = sections();

/** Count the functions that come from outside. */
function imported() {
  let count = 0;
  at = found.get(2).begin;
  each(() => {
    text();
    text();
    const kind = bytes[at++];
    if (kind === 0) count += 1;
    else if (kind === 4) at += 1;
    else throw new Error(`an import of kind ${kind}`);
    number();
  });
  return count;
}

function namesOfFunctions() {
  const names = [];
  const { begin, end } = found.get("name");
  for (at = begin; at < end; ) {
    const kind = bytes[at++];
    const size = number();
    const next = at + size;
    if (kind === 1) each(() => (names[number()] = text()));
    at = next;
  }
  return names;
}

function exported() {
  const functions = [];
  at = found.get(7).begin;
  each(() => {
    text();
    const kind = bytes[at++];
    const index = number();
    if (kind === 0) functions.push(index);
  });
  return functions;
}

/** Every function that has an address. */
function addressed() {
  const functions = new Set();
  at = found.get(9).begin;
  each(() => {
    if (number() !== 0 || bytes[at++] !== 0x41) throw new Error("an element segment of another kind");
    number();
    at += 1;
    each(() => functions.add(number()));
  });
  return functions;
}

/** Pass what follows an instruction; a function that it names goes to `called`. */
function pass(code, called) {
  if (code === 0x10 || code === 0x12 || code === 0xd2) called.add(number());
  else if (code === 0x11 || code === 0x13) number(), number();
  else if (code === 0x0e) each(number), number();
  else if (code === 0x1c) each(number);
  else if (code === 0x1f) number(), each(() => (bytes[at++] < 2 && number(), number()));
  else if (code >= 0x28 && code <= 0x3e) memory();
  else if (code === 0x43) at += 4;
  else if (code === 0x44) at += 8;
  else if (code === 0xfc) passMore(number());
  else if (code === 0xfd) passVector(number());
  else if (WITH_NUMBER.has(code)) number();
  else if (code > 0xd1 || (code > 0xc4 && code < 0xd0)) throw new Error(`instruction ${code.toString(16)}`);
}

// block loop if try, catch throw rethrow, br br_if, delegate, local.* global.* table.*, memory.size and grow, consts, null
const WITH_NUMBER = new Set([
  2, 3, 4, 6, 7, 8, 9, 0x0c, 0x0d, 0x18, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0,
]);

function memory() {
  if (number() & 64) number();
  number();
}

function passMore(code) {
  if (code > 17) throw new Error(`instruction fc ${code}`);
  if ([8, 10, 12, 14].includes(code)) number(), number();
  else if (code > 8) number();
}

function passVector(code) {
  if (code <= 11 || code === 92 || code === 93) memory();
  else if (code === 12 || code === 13) at += 16;
  else if (code >= 21 && code <= 34) at += 1;
  else if (code >= 84 && code <= 91) memory(), (at += 1);
}

/** Give of each function where it stands, its size before it, and which others it calls. */
function bodies() {
  const functions = [];
  at = found.get(CODE).begin;
  each(() => {
    const begin = at;
    const end = number() + at;
    const called = new Set();
    each(() => {
      number();
      at += 1;
    });
    while (at < end) pass(bytes[at++], called);
    if (at !== end) throw new Error("a function that ends in an instruction");
    functions.push({ begin, end, called });
  });
  return functions;
}

/** The name of the function itself: without what it gives, its arguments, and what its template is filled with. */
function ownName(name) {
  let depth = 0;
  let own = "";
  for (const letter of name) {
    if (letter === "(" && depth === 0 && own && !own.endsWith(" ")) break;
    if (letter === "<" || letter === "(") depth += 1;
    else if (letter === ">" || letter === ")") depth -= 1;
    else if (depth === 0) own = letter === " " ? "" : own + letter;
  }
  return own;
}

function isShared(name) {
  return !OF_CYTHON.test(name) && (SHARED.test(ownName(name)) || SHARED.test(name));
}

const first = imported();
const names = namesOfFunctions();
const functions = bodies();
const starts = names.flatMap((name, index) => (index >= first && name.startsWith("PyInit_") ? [index] : []));
const startNames = new Set(starts.map((index) => names[index]));

/** @param {string} module */
function startOf(module) {
  const parts = module.split(".");
  const name = [`PyInit_${parts.join("_")}`, `PyInit_${parts.at(-1)}`].find((one) => startNames.has(one));
  if (!name) throw new Error(`no start function of ${module}`);
  return name;
}

const left = new Set(fs.readFileSync(list, "utf8").split("\n").filter(Boolean).map(startOf));

const gone = new Set();
starts.forEach((index, place) => {
  const next = starts[place + 1];
  if (!left.has(names[index]) || !left.has(names[next])) return;
  for (let one = index; one < next; one++) if (!isShared(names[one])) gone.add(one);
});

const kept = new Set();
const waiting = [...exported(), ...[...addressed()].filter((index) => !gone.has(index))];
for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
  if (kept.has(index)) continue;
  kept.add(index);
  if (index >= first) waiting.push(...functions[index - first].called);
}

/** Write a number in LEB128. */
function written(value) {
  const made = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    made.push(value ? low + 128 : low);
  } while (value);
  return Buffer.from(made);
}

const code = Buffer.concat([
  written(functions.length),
  ...functions.map(({ begin, end }, place) => (kept.has(place + first) ? bytes.subarray(begin, end) : EMPTY)),
]);
const whole = [bytes.subarray(0, 8)];
for (const { id, begin, end } of found.values()) {
  if (id === CODE) whole.push(Buffer.from([CODE]), written(code.length), code);
  else if (id !== 0) whole.push(Buffer.from([id]), written(end - begin), bytes.subarray(begin, end));
}
fs.writeFileSync(to, Buffer.concat(whole));
