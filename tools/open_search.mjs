// Lighthouse on pages as they stand with the search open and something found: a snapshot, since nothing is loaded then.
// `npx --package=lighthouse --call "node open_search.mjs ADDRESS ..."` prints the scores of each page, by category.

import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const TYPED = "drift";

/* Lighthouse is not among the project's packages: npx puts it in a folder of its own, and its program on the path. */
function installed() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    try {
      return realpathSync(join(folder, "lighthouse"));
    } catch {
      // Not in this folder.
    }
  }
  throw new Error("lighthouse is not on the path: run this by npx --package=lighthouse");
}

const program = installed();
const { snapshot } = await import(pathToFileURL(join(dirname(program), "..", "core", "index.js")).href);
const puppeteer = createRequire(program)("puppeteer-core");

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH,
  args: (process.env.CHROME_FLAGS ?? "").split(" "),
});
const found = {};
for (const address of process.argv.slice(2)) {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: "networkidle0" });
  await page.keyboard.press("/");
  await page.waitForSelector("#hb-search[open]");
  await page.keyboard.type(TYPED);
  await page.waitForSelector(".hb-search__hit");
  const { lhr } = await snapshot(page);
  const told = Object.values(lhr.categories).filter(({ score }) => score !== null); // Of performance a snapshot knows nothing.
  found[address] = Object.fromEntries(told.map(({ id, score }) => [id, Math.round(100 * score)]));
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(found));
