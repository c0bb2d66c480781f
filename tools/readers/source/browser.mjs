// Headless Chromium, held to this machine: what a page asks of another host, and every error it reports, is written down.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The program of $CHROMIUM, else the first of the usual names on the path; throws a plain sentence when none is there. */
export function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("Không tìm thấy Chromium; hãy cài gói chromium, hoặc đặt biến CHROMIUM=/đường/dẫn.");
  return found;
}

export function launch() {
  return puppeteer.launch({
    executablePath: chromium(),
    headless: true,
    args: [
      "--no-sandbox", // the pages are the project's own, and tests run as root in containers
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--font-render-hinting=none",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** A page of this size. `heard` collects {kind: "console" | "foreign", where, text} while the page lives. */
export async function watchedPage(browser, size, where, heard) {
  const page = await browser.newPage();
  const note = (kind, text) => heard.push({ kind, where, text });
  page.on("console", (message) => {
    if (message.type() === "error") note("console", message.text());
  });
  page.on("pageerror", (error) => note("console", String(error?.message ?? error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const local = ["blob:", "data:", "about:"].includes(url.protocol) || url.hostname === "127.0.0.1";
    if (!local) note("foreign", url.href);
  });
  await page.setViewport(size);
  return page;
}
