// The EPUB: one document at a time in a frame that may not run scripts.

import { make } from "./dom.js";

const MARKS = "::highlight(hit){background:#ffd54a;color:#000}";

export class Ebook {
  /** told: `clicked(id)`: the nearest id around a click, `moved()`, `keyed(event)`. */
  constructor(stage, told) {
    this.stage = stage;
    this.told = told;
    this.documents = [];
    this.path = "";
    this.frame = null;
  }

  /** The documents, or a newer state of them; returns the titles of those that changed. */
  show(documents) {
    const before = new Map(this.documents.map((doc) => [doc.path, doc.key]));
    this.documents = documents;
    const changed = documents.filter((doc) => before.size && before.get(doc.path) !== doc.key);
    if (!documents.some((doc) => doc.path === this.path)) this.path = documents[0]?.path ?? "";
    if (!this.frame) {
      this.frame = make("iframe", { className: "ebook", title: "EPUB" });
      this.frame.setAttribute("sandbox", "allow-same-origin");
      this.frame.addEventListener("load", () => this.loaded());
      this.load(this.path);
      this.stage.append(this.frame);
    } else if (changed.some((doc) => doc.path === this.path)) {
      this.keep = this.frame.contentWindow?.scrollY ?? 0;
      this.frame.contentWindow.location.reload();
    }
    return changed.map((doc) => doc.title || doc.path);
  }

  hide() {
    this.frame?.remove();
    this.frame = null;
    this.documents = [];
  }

  load(target) {
    this.frame.src = `/epub/${target.split("/").map((part) => part.split("#").map(encodeURIComponent).join("#")).join("/")}`;
  }

  loaded() {
    const { contentWindow: inner, contentDocument: page } = this.frame;
    if (!page || !inner.location.pathname.startsWith("/epub/")) return;
    this.path = decodeURIComponent(inner.location.pathname.replace(/^\/epub\//, ""));
    if (this.keep) inner.scrollTo(0, this.keep);
    this.keep = 0;
    page.addEventListener("click", (event) => this.click(event));
    page.addEventListener("keydown", (event) => this.told.keyed(event));
    if (this.pending) this.mark(this.pending);
    this.pending = null;
    this.told.moved();
  }

  click(event) {
    if (event.target.closest("a[href]")) return;
    const ids = [];
    for (let element = event.target; element; element = element.parentElement) if (element.id) ids.push(element.id);
    if (ids.length) this.told.clicked(ids);
  }

  get index() {
    return Math.max(0, this.documents.findIndex((doc) => doc.path === this.path));
  }

  goTo(target) {
    this.load(target);
  }

  goToIndex(index) {
    const doc = this.documents[Math.min(this.documents.length - 1, Math.max(0, index))];
    if (doc) this.load(doc.path);
  }

  /** Open the document of a hit and mark its words. */
  reveal(hit) {
    if (hit.path === this.path) this.mark(hit);
    else {
      this.pending = hit;
      this.load(hit.path);
    }
  }

  mark(hit) {
    const page = this.frame.contentDocument;
    const inner = this.frame.contentWindow;
    const range = rangeOf(page, `${hit.before}${hit.words}${hit.after}`, hit) ?? rangeOf(page, hit.words, { ...hit, before: "" });
    if (!range) return;
    const sheet = new inner.CSSStyleSheet();
    sheet.replaceSync(MARKS);
    page.adoptedStyleSheets = [sheet];
    inner.CSS.highlights.set("hit", new inner.Highlight(range));
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
}

/** Where the words of a hit stand in a document, white space apart. */
function rangeOf(page, context, hit) {
  const signs = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    [...node.data].reduce((at, sign) => {
      if (sign.trim()) signs.push({ sign, node, at });
      return at + sign.length;
    }, 0);
  const bare = (words) => [...words].filter((sign) => sign.trim());
  const text = signs.map((item) => item.sign);
  const sought = bare(context);
  for (let start = 0; start + sought.length <= text.length; start++) {
    if (!sought.every((sign, index) => text[start + index] === sign)) continue;
    const first = signs[start + bare(hit.before).length];
    const last = signs[start + bare(hit.before).length + bare(hit.words).length - 1];
    const range = page.createRange();
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + last.sign.length);
    return range;
  }
  return null;
}
