// One opening of the book: the links followed, the typical pages photographed and judged.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { watchedPage } from "./browser.mjs";
import { SIZES, TYPICAL } from "./plan.mjs";

const CHUNK = 50;

export const nameOf = ({ engine, size, theme, flow }) => [engine, size, theme, flow].filter(Boolean).join("-");

/** At most `count` of them, evenly spread. */
export function spread(list, count) {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]);
}

/** Every place once: a link that leads where an earlier one of its kind led proves nothing more. */
function distinct(links) {
  const met = new Map(links.map((link) => [`${link.file}#${link.id}`, link]).reverse());
  return links.filter((link) => met.get(`${link.file}#${link.id}`) === link);
}

async function follow(page, links, tapped, add) {
  for (let start = 0; start < links.length; start += CHUNK) {
    const part = links.slice(start, start + CHUNK);
    const problems = await page.evaluate((some, tap) => window.bench.followAll(some, tap), part, tapped);
    part.forEach((link, i) => problems[i] && add({ from: link.from, href: link.href, label: link.label, problem: problems[i] }));
  }
}

/** The contents as the program read them must be those of the package, in order. */
async function compareContents(page, book, add) {
  const links = book.links.filter((link) => link.kind === "contents");
  const [read, wanted] = await page.evaluate(
    (some) => [window.bench.contents(), some.map((link) => window.bench.program.address(link.file, link.id))],
    links,
  );
  wanted.filter((address) => !read.includes(address)).forEach((address) => {
    add({ from: "contents", href: address, label: "", problem: "not in the program's contents" });
  });
}

/** The place of a typical page in this book: the first id, in the first file, that fits; undefined when there is none. */
function find(book, { file, at }) {
  const fits = (element) => element.classes.includes(at);
  for (const path of book.spine.filter((one) => file.test(one.split("/").pop()))) {
    const element = at && book.documents.get(path)?.ids.find(fits);
    if (!at || element) return { file: path, id: element?.id ?? "" };
  }
  return undefined;
}

/** Pictures of a place and of the pages after it, as far as its file goes (the book may end there). */
async function photograph(page, typical, file, base) {
  let last = Buffer.alloc(0);
  for (let screen = 1; screen <= (typical.screens ?? 1); screen += 1) {
    if (screen > 1 && (await page.evaluate(() => window.bench.turn())) !== file) return screen - 1;
    const picture = Buffer.from(await page.screenshot());
    if (picture.equals(last)) return screen - 1;
    await writeFile(`${base}-${typical.name}-${screen}.png`, picture);
    last = picture;
  }
  return typical.screens ?? 1;
}

async function lookAround(page, show, book, out, result) {
  for (const typical of TYPICAL) {
    const place = find(book, typical);
    if (!place) continue;
    await page.evaluate((file, id) => window.bench.open(window.bench.program.address(file, id)), place.file, place.id);
    const wrong = await page.evaluate(() => window.bench.looks());
    wrong.forEach((problem) => result.looks.push({ show: nameOf(show), page: place.file, problem }));
    const taken = await photograph(page, typical, place.file, join(out, nameOf(show)));
    result.pictures += taken; // not in one step with the waiting: the other program counts meanwhile
  }
}

/** show: an entry of the plan; result: where everything found is added. */
export async function run(browser, address, show, book, out, result) {
  const page = await watchedPage(browser, SIZES[show.size], nameOf(show), result.heard);
  const add = (failure) => result.failures.push({ show: nameOf(show), ...failure });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: show.theme === "dark" ? "dark" : "light" }]);
  await page.goto(`${address}/shelf/${show.engine}.html`);
  await page.waitForFunction("window.openBook");
  await page.evaluate((options) => window.openBook(options), { theme: show.theme, flow: show.flow, root: book.root });
  const spreadLinks = spread(distinct(book.links), show.links);
  const links = show.byFile ? [...spreadLinks].sort((a, b) => book.spine.indexOf(a.file) - book.spine.indexOf(b.file)) : spreadLinks;
  const taps = spread(book.links.filter((link) => link.kind === "index"), show.taps);
  await compareContents(page, book, add);
  await follow(page, links, false, add);
  await follow(page, taps, true, add);
  await lookAround(page, show, book, out, result);
  result.shows.push({ name: nameOf(show), followed: links.length, tapped: taps.length });
  await page.close();
}
