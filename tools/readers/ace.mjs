// node tools/readers/ace.mjs BOOK.epub OUT_DIR
//
// Checks the book with Ace by DAISY in Chromium. Ace leaves OUT_DIR/report.html and report.json (EARL); one line for
// each violation here. Exit code 0 none, 1 some, 2 wrong usage, 3 Ace did not run.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "./source/browser.mjs";
import { ROOM } from "./source/server.mjs";

const [book, folder] = process.argv.slice(2);
if (!book || !folder) {
  console.error("usage: node tools/readers/ace.mjs BOOK.epub OUT_DIR");
  process.exit(2);
}

/** {file, rule, impact, text} of every violation in the report; an assertion about a file holds those of the file. */
function violations(report) {
  return report.assertions.flatMap(({ "earl:testSubject": subject, assertions }) =>
    assertions
      .filter(({ "earl:result": result }) => result["earl:outcome"] === "fail")
      .map(({ "earl:test": test, "earl:result": result }) => ({
        file: subject.url,
        rule: test["dct:title"],
        impact: test["earl:impact"],
        text: result["dct:description"].replace(/\s+/g, " ").trim(),
      })),
  );
}

function check() {
  const ace = join(ROOM, "node_modules", "@daisy", "ace", "bin", "ace-puppeteer.js");
  const out = resolve(folder);
  const report = join(out, "report.json");
  rmSync(report, { force: true });
  // Without -E it would end with 0 whatever it finds; -s keeps it silent, --force lets it write over an older report.
  const run = spawnSync(process.execPath, [ace, "--force", "-s", "-E", "-o", out, resolve(book)], {
    env: { ...process.env, PUPPETEER_EXECUTABLE_PATH: chromium() },
    encoding: "utf8",
  });
  if (!existsSync(report)) throw new Error(`Ace: ${run.stdout}${run.stderr}`);
  const found = violations(JSON.parse(readFileSync(report, "utf8")));
  if (run.status !== 0 && found.length === 0) throw new Error(`Ace ended with ${run.status}: ${run.stdout}${run.stderr}`);
  return found;
}

try {
  const found = check();
  for (const { file, rule, impact, text } of found) console.log(`${file}: ${rule} (${impact}): ${text}`);
  console.log(`${found.length} violations`);
  process.exitCode = found.length ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 3;
}
