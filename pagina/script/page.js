/** What the user does. Nothing is computed here: files go to Python, and what comes back is shown. */
import { alert, ask, holdButtons, idle, isBusy, isLoading, licences, load, status, stop, whenReady } from "./bar.js";
import { missing } from "./browser.js";
import { fileLink, guardClosing } from "./files.js";
import { hand, letGo, take } from "./hand.js";
import { changed, goOn, holdMake, propose, readIn } from "./own.js";
import { form, make, node } from "./show.js";
import { check, report } from "./workbook.js";

const LARGEST = 100 * 1024 * 1024;
const OWN_FORMATS = ["ods", "csv", "tsv", "txt"];
const WORKBOOKS = ["xlsx", "xlsm"];
const PROFILE = "toml";

/**
 * Say why files cannot be chosen; empty when they can.
 * @param {File[]} files
 */
function whyNot(files) {
  if (files.length > 1) return "Kies één bestand tegelijk. Er is niets gelezen.";
  const [file] = files;
  if (![...WORKBOOKS, ...OWN_FORMATS, PROFILE].includes(kindOf(file))) {
    return "Dit soort bestand kan deze pagina niet lezen. Kies een .xlsx, .ods of .csv. Een oude .xls slaat u in Excel op als .xlsx. Een map kan hier niet.";
  }
  if (file.size > LARGEST) return "Dit bestand is groter dan 100 MB. Dat past niet in deze pagina. Gebruik het programma mr op een computer met Python.";
  if (kindOf(file) === PROFILE && !hand.own) return "Dit zijn keuzes van een vorige keer. Kies eerst uw eigen overzicht, en daarna dit bestand.";
  return "";
}

/** @param {File} file */
function kindOf(file) {
  return (file.name.split(".").pop() ?? "").toLowerCase();
}

/** @param {FileList | File[] | null | undefined} files */
async function choose(files) {
  const list = [...(files ?? [])];
  if (!list.length) return;
  if (isLoading()) {
    whenReady(() => void choose(list));
    node("in-hand").textContent = `Gekozen: ${list[0].name}. Dit bestand wordt gelezen zodra de pagina klaar is.`;
    return;
  }
  if (isBusy()) return void alert("Er is nog iets bezig. Wacht tot dat klaar is, of kies Stoppen. Uw bestand is niet gelezen.");
  const why = whyNot(list);
  const [file] = list;
  if (why) return void refuse(why, list);
  let data;
  try {
    data = new Uint8Array(await file.arrayBuffer());
  } catch {
    return void refuse("De browser kan dit bestand niet lezen. Sluit het in andere programma's en kies het opnieuw. Een map kan hier niet.", list);
  }
  if (kindOf(file) === PROFILE) return void readIn(data);
  take(file.name);
  const inHand = { name: `werkmap.${kindOf(file)}`, shown: file.name, data };
  if (OWN_FORMATS.includes(kindOf(file))) {
    hand.own = inHand;
    await propose();
  } else {
    hand.workbook = inHand;
    await check();
  }
}

/**
 * @param {string} why
 * @param {File[]} files
 */
function refuse(why, files) {
  alert(why);
  letGo(files.map((file) => file.name).join(" en "));
  status("Er is niets gelezen. Kies een ander bestand.");
  node("kies").focus();
  node("kies").scrollIntoView();
}

/**
 * Give a file of ours to the user.
 * @param {boolean} isExample
 */
async function template(isExample) {
  const found = await ask("De werkmap wordt gemaakt.", { ask: "template", example: isExample });
  if (!found) return undefined;
  idle("De werkmap is gemaakt.");
  return [...found.files][0];
}

/** @param {boolean} isExample */
async function save(isExample) {
  const made = await template(isExample);
  if (made) fileLink(...made).click();
}

async function tryExample() {
  const made = await template(true);
  if (!made) return;
  take(`${made[0]} (verzonnen)`);
  hand.workbook = { name: "werkmap.xlsx", shown: `${made[0]} (verzonnen)`, data: made[1] };
  await check();
}

/** Show the products whose code, description or everyday words hold what is typed. */
function showProducts() {
  const words = /** @type {HTMLInputElement} */ (node("code-word")).value.toLowerCase().split(" ").filter(Boolean);
  const found = products.filter((product) => words.every((word) => product.join(" ").toLowerCase().includes(word)));
  const rows = found.map(([code, what, years]) =>
    make("tr", {}, make("th", { scope: "row" }, code), make("td", {}, what), make("td", {}, years || "geen prijs")));
  node("code-rows").replaceChildren(...rows);
  node("code-count").textContent = `${found.length} van ${products.length} producten`;
}

/** Code, what it is, years, everyday words. @type {[string, string, string, string][]} */
let products = [];

async function loadProducts() {
  if (products.length || isBusy()) return;
  const found = await ask("De producten worden gezocht.", { ask: "products" });
  if (!found) return;
  products = found.answer.codes;
  showProducts();
  idle("Hier staan alle producten. Typ een woord om te zoeken.");
}

/**
 * @param {string} name
 * @param {(files: FileList | null) => Promise<void>} next
 */
function onFile(name, next) {
  const field = /** @type {HTMLInputElement} */ (node(name));
  field.addEventListener("change", async () => {
    await next(field.files);
    field.value = ""; // the same file may be chosen again, mended
  });
}

function listen() {
  onFile("file", choose);
  onFile("profile", choose);
  const drop = node("drop");
  for (const kind of ["dragenter", "dragover"]) {
    addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    void choose(event.dataTransfer?.files);
  });
  node("again").addEventListener("click", () => {
    const carry = /** @type {HTMLInputElement} */ (form("options-form").elements.namedItem("carry"));
    carry.checked = true;
    void check();
  });
  node("own").addEventListener("click", () => {
    hand.own = hand.workbook;
    hand.workbook = undefined;
    void propose();
  });
  const mapping = form("mapping-form");
  mapping.addEventListener("submit", (event) => {
    event.preventDefault();
    void readIn();
  });
  mapping.addEventListener("input", changed);
  node("go-on").addEventListener("click", () => void goOn());
  node("ahead").addEventListener("click", () => void check({ isAhead: true }));
  node("template").addEventListener("click", () => void save(false));
  node("example").addEventListener("click", () => void save(true));
  node("try").addEventListener("click", () => void tryExample());
  node("cancel").addEventListener("click", stop);
  form("options-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void report();
  });
  node("codes").addEventListener("toggle", () => void loadProducts());
  node("code-word").addEventListener("input", showProducts);
  node("licences").addEventListener("toggle", async () => {
    const place = node("licences-text");
    if (!place.textContent) place.textContent = await licences();
  });
  const bar = node("bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
}

const lacking = missing();
if (lacking) {
  alert(lacking);
  status("Deze pagina kan hier niet werken.");
} else {
  holdButtons(holdMake);
  listen();
  guardClosing();
  load();
}
