// Drives a browser for the tests of the page: a JSON request a line on stdin, a JSON answer a line on stdout.
//   node driver.mjs PUPPETEER chromium|firefox PROGRAM PROFILE_FOLDER DOWNLOAD_FOLDER
import readline from "node:readline";

const [library, kind, program, profile, downloads] = process.argv.slice(2);
const { default: puppeteer } = await import(library);
const browser = await puppeteer.launch({
  browser: kind === "firefox" ? "firefox" : "chrome",
  executablePath: program,
  userDataDir: profile,
  headless: true,
  protocolTimeout: 300_000,
  args: kind === "firefox" ? [] : ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  ...(kind === "firefox" ? {} : { downloadBehavior: { policy: "allow", downloadPath: downloads } }),
  extraPrefsFirefox: {
    "browser.download.dir": downloads,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": true,
    "browser.download.alwaysOpenPanel": false,
    "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
    "pdfjs.disabled": true,
  },
});
let page;
const requests = [];
const errors = [];

const can = {
  async open({ address, width = 1280, before }) {
    await page?.close();
    page = await browser.newPage();
    requests.length = errors.length = 0;
    page.on("request", (request) => requests.push(request.url().slice(0, 200)));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    if (before) await page.evaluateOnNewDocument(before);
    await page.setViewport({ width, height: 900 });
    await page.goto(address, { waitUntil: "domcontentloaded", timeout: 120_000 });
  },
  resize: ({ width }) => page.setViewport({ width, height: 900 }),
  evaluate: ({ code }) => page.evaluate(code),
  async choose({ selector, paths }) {
    const input = await page.$(selector);
    await input.uploadFile(...paths);
  },
  click: ({ selector }) => page.click(selector),
  press: async ({ keys }) => {
    for (const key of keys) await page.keyboard.press(key);
  },
  picture: ({ path, whole = false }) => page.screenshot({ path, fullPage: whole }).then(() => null),
  requests: async () => requests,
  errors: async () => errors,
  version: () => browser.version(),
  process: async () => browser.process()?.pid,
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { name, ...words } = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await can[name](words)) ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
