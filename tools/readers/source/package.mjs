// Reads from the package, apart from any reading program, what a reader can follow: contents, page list, indexes.

import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import JSZip from "jszip";

const OPS = "http://www.idpf.org/2007/ops";

/** Parses XML in the page, which has a real parser: links, their lists, and the ids of one content document. */
function readDocument(page, text) {
  return page.evaluate((source, ops) => {
    const doc = new DOMParser().parseFromString(source, "application/xhtml+xml");
    if (doc.querySelector("parsererror")) return null;
    const typeOf = (element) => element.getAttributeNS(ops, "type") ?? "";
    const links = Array.from(doc.querySelectorAll("a[href]"), (a, order) => ({
      order,
      href: a.getAttribute("href"),
      label: a.getAttribute("aria-label") ?? a.textContent.trim().replace(/\s+/g, " "),
      list: typeOf(a.closest("nav") ?? a),
    }));
    const index = Array.from(doc.querySelectorAll("body, section")).some((e) => typeOf(e).split(" ").includes("index"));
    const ids = Array.from(doc.querySelectorAll("[id]"), (e) => ({ id: e.id, classes: [...e.classList], tag: e.localName }));
    return { links, index, ids };
  }, text, OPS);
}

function readPackage(page, text) {
  return page.evaluate((source) => {
    const opf = new DOMParser().parseFromString(source, "application/xml");
    const items = new Map(Array.from(opf.querySelectorAll("manifest > item"), (e) => [e.id, e]));
    const nav = [...items.values()].find((e) => (e.getAttribute("properties") ?? "").split(" ").includes("nav"));
    const spine = Array.from(opf.querySelectorAll("spine > itemref"), (e) => items.get(e.getAttribute("idref")));
    return { nav: nav.getAttribute("href"), spine: spine.map((e) => e.getAttribute("href")) };
  }, text);
}

const external = (href) => /^[a-z][a-z0-9+.-]*:/i.test(href);

/** A link as {from, href, label, kind, file, id}: paths inside the zip, `id` empty when the file itself is meant. */
function resolved(link, from, kind) {
  const [path, id = ""] = link.href.split("#");
  const file = path ? posix.join(posix.dirname(from), decodeURIComponent(path)) : from;
  return { from, href: link.href, label: link.label, order: link.order, kind, file, id: decodeURIComponent(id) };
}

/**
 * book: path of the EPUB; page: any page of the browser. Returns {root, spine, documents, links}: `root` is the folder
 * of the package, `documents` zip path → what it holds, `links` those of contents, page list and index pages in order.
 */
export async function readBook(book, page) {
  const zip = await JSZip.loadAsync(await readFile(book));
  const text = (path) => zip.file(path).async("string");
  const container = await text("META-INF/container.xml");
  const opf = /full-path="([^"]+)"/.exec(container)[1];
  const root = posix.dirname(opf);
  const { nav, spine } = await readPackage(page, await text(opf));
  const inZip = (href) => posix.join(root, decodeURIComponent(href));
  const documents = new Map();
  for (const path of new Set([...spine.map(inZip), inZip(nav)])) documents.set(path, await readDocument(page, await text(path)));
  const links = [];
  for (const [path, document] of documents) {
    for (const link of document?.links ?? []) {
      const kind = kindOf(link, document, path === inZip(nav));
      if (kind && !external(link.href)) links.push(resolved(link, path, kind));
    }
  }
  return { root, spine: spine.map(inZip), documents, links };
}

function kindOf(link, document, isNav) {
  if (isNav) return { toc: "contents", "page-list": "pages" }[link.list];
  return document.index ? "index" : undefined;
}
