// node tools/readers/read.mjs BOOK.epub OUT_DIR [WORD …]
//
// Opens the book in epub.js and in foliate-js, in headless Chromium: follows the links of the contents, of the page
// list and of the index pages, sees that the target stands on screen, and takes pictures of typical pages.
// With words, only the openings whose name holds one of them («phone», «foliate-desktop-dark»).
// Writes OUT_DIR/report.json and OUT_DIR/*.png; exit code 0 nothing wrong, 1 something wrong, 2 wrong usage, 3 no Chromium.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./source/browser.mjs";
import { readBook } from "./source/package.mjs";
import { SHOWS } from "./source/plan.mjs";
import { ROOM, serve } from "./source/server.mjs";
import { nameOf, run } from "./source/show.mjs";

const [given, folder, ...words] = process.argv.slice(2);
if (!given || !folder) {
  console.error("usage: node tools/readers/read.mjs BOOK.epub OUT_DIR [WORD …]");
  process.exit(2);
}
const path = resolve(given);
const out = resolve(folder);
mkdirSync(out, { recursive: true });

const versionOf = (name) => JSON.parse(readFileSync(join(ROOM, "node_modules", name, "package.json"), "utf8")).version;
const wanted = SHOWS.filter((show) => words.length === 0 || words.some((word) => nameOf(show).includes(word)));
const result = { failures: [], looks: [], heard: [], shows: [], pictures: 0 };

/** Each program in a browser of its own: side by side they take half the time, and no page waits behind another. */
async function runAll(engine, site, book) {
  const browser = await launch();
  try {
    for (const show of wanted.filter((one) => one.engine === engine)) await run(browser, site.address, show, book, out, result);
    return await browser.version();
  } finally {
    await browser.close();
  }
}

async function readPlan() {
  const browser = await launch();
  try {
    return await readBook(path, await browser.newPage());
  } finally {
    await browser.close();
  }
}

async function main() {
  const site = await serve({ "book.epub": path, shelf: join(ROOM, "shelf"), programs: join(ROOM, "node_modules") });
  try {
    const book = await readPlan();
    const [version] = await Promise.all(["epubjs", "foliate"].map((engine) => runAll(engine, site, book)));
    const count = (kind) => book.links.filter((link) => link.kind === kind).length;
    return {
      programs: { "epub.js": versionOf("epubjs"), "foliate-js": versionOf("foliate-js"), browser: version },
      documents: book.spine.length,
      unread: [...book.documents].filter(([, document]) => !document).map(([file]) => file),
      links: { contents: count("contents"), pages: count("pages"), index: count("index") },
      ...result,
    };
  } finally {
    site.close();
  }
}

try {
  const report = await main();
  writeFileSync(join(out, "report.json"), `${JSON.stringify(report, null, 1)}\n`);
  for (const { show, from, href, problem } of report.failures) console.log(`${show}: ${from} → ${href}: ${problem}`);
  for (const { show, page, problem } of report.looks) console.log(`${show}: ${page}: ${problem}`);
  for (const { where, kind, text } of report.heard) console.log(`${where}: ${kind}: ${text}`);
  for (const file of report.unread) console.log(`${file}: not well-formed`);
  const wrong = report.failures.length + report.looks.length + report.heard.length + report.unread.length;
  console.log(`${report.shows.length} openings, ${report.pictures} pictures, ${wrong} things wrong`);
  process.exitCode = wrong ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 3;
}
