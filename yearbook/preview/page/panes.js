// The side panes: contents, hits, findings, what is missing. They show lists and tell what was chosen.

import { find, make, spoken, unseen } from "./dom.js";

export const PANES = ["contents", "search", "findings", "missing"];
const LEVELS = ["error", "warning", "info"];
const WORDS = { error: "lỗi", warning: "cảnh báo", info: "lưu ý" };

export class Panes {
  /** told: `line(line)`, `hit(hit)`, `page(number)`, `copy(path:line)`. */
  constructor(told) {
    this.told = told;
    this.hidden = new Set();
    this.state = null;
    this.written = {};
    for (const name of PANES) find(`tab-${name}`).addEventListener("click", () => this.open(name));
    find("tabs").addEventListener("keydown", (event) => this.step(event));
  }

  open(name) {
    for (const other of PANES) {
      const chosen = other === name;
      find(`tab-${other}`).setAttribute("aria-selected", chosen);
      find(`tab-${other}`).tabIndex = chosen ? 0 : -1;
      find(`pane-${other}`).hidden = !chosen;
    }
    this.name = name;
    if (name === "contents") find("contents").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  step(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = PANES[(PANES.indexOf(this.name ?? "contents") + by + PANES.length) % PANES.length];
    this.open(next);
    find(`tab-${next}`).focus();
  }

  show(state) {
    this.state = state;
    if (this.isNew("contents", state.contents)) this.showContents(state);
    if (this.isNew("findings", [state.diagnostics, state.missing, state.counts])) {
      this.showKinds(state);
      this.showFindings(state);
      this.showMissing(state);
    }
  }

  /** A list that has not changed stays as it is, with its focus and its place. */
  isNew(name, value) {
    const written = JSON.stringify(value);
    const changed = this.written[name] !== written;
    this.written[name] = written;
    return changed;
  }

  showContents({ contents }) {
    const lines = contents.map((line) => {
      const button = make("button", { type: "button", className: `line level-${line.level}` });
      const words = make("span", { className: "words" });
      if (line.number) words.append(make("span", { className: "ordinal" }, line.number), " ");
      words.append(line.title);
      if (line.detail) words.append(make("span", { className: "detail" }, line.detail));
      button.append(words);
      if (line.page) button.append(make("span", { className: "folio" }, unseen("trang "), String(line.page)));
      button.addEventListener("click", () => this.told.line(line));
      const item = make("li", {}, button);
      item.dataset.page = line.page;
      return item;
    });
    find("contents").replaceChildren(...lines);
  }

  /** Mark the line of the contents that the page belongs to. */
  follow(number) {
    const items = [...find("contents").children];
    const current = items.filter((item) => Number(item.dataset.page) && Number(item.dataset.page) <= number).pop();
    for (const item of items) item.firstChild.toggleAttribute("aria-current", item === current);
    if (current && this.name === "contents") current.scrollIntoView({ block: "nearest" });
  }

  showKinds({ counts }) {
    const ticks = LEVELS.map((level) => {
      const box = make("input", { type: "checkbox", checked: !this.hidden.has(level) });
      box.addEventListener("change", () => {
        if (box.checked) this.hidden.delete(level);
        else this.hidden.add(level);
        this.showFindings(this.state);
      });
      return make("label", { className: `tick ${level}` }, box, ` ${counts[level]} ${WORDS[level]}`);
    });
    find("kinds").replaceChildren(find("kinds").firstElementChild, ...ticks);
  }

  showFindings({ diagnostics, counts }) {
    const grave = counts.error + counts.warning;
    find("count-findings").textContent = grave ? String(grave) : "";
    find("count-findings").className = counts.error ? "count grave" : "count";
    const order = [...diagnostics].sort((a, b) => LEVELS.indexOf(a.severity) - LEVELS.indexOf(b.severity));
    const shown = order.filter((finding) => !this.hidden.has(finding.severity));
    const items = shown.map((finding) => this.finding(finding));
    if (!items.length) items.push(make("li", { className: "none" }, "Không có gì phải sửa."));
    find("findings").replaceChildren(...items);
  }

  finding(finding) {
    const card = make("li", { className: `finding ${finding.severity}`, tabIndex: -1 });
    card.finding = finding;
    const head = make("p", { className: "kind" }, make("span", { className: "label" }, finding.label), " ", make("span", { className: "code", title: finding.title }, finding.code));
    if (finding.name) head.append(make("span", { className: "name" }, finding.name));
    card.append(head, make("p", { className: "message" }, ...spoken(finding.message)));
    if (finding.hint) card.append(make("p", { className: "hint" }, ...spoken(finding.hint)));
    const tools = make("p", { className: "tools" });
    if (finding.page) tools.append(this.button(`Trang ${finding.page}`, () => this.told.page(finding.page)));
    if (finding.path) tools.append(this.place(finding));
    card.append(tools);
    return card;
  }

  /** What opens or copies a place in the data. */
  place(place) {
    if (place.link) return make("a", { className: "place", href: place.link, title: "Mở trong trình soạn thảo" }, place.place);
    return this.button(place.place, () => this.told.copy(`${place.path}:${place.line}`), "place", "Chép đường dẫn và số dòng");
  }

  button(words, action, className = "", title = "") {
    const button = make("button", { type: "button", className, title }, words);
    button.addEventListener("click", action);
    return button;
  }

  showMissing({ missing, diagnostics }) {
    const total = missing.reduce((sum, group) => sum + group.items.length, 0);
    find("count-missing").textContent = total ? String(total) : "";
    const groups = missing.map((group) => {
      const items = group.items.map((item) => {
        const finding = diagnostics[item.finding];
        const line = make("li", {}, make("span", { className: "name" }, item.name));
        if (item.what) line.append(make("span", { className: "what" }, item.what));
        if (finding.page) line.append(this.button(`Trang ${finding.page}`, () => this.told.page(finding.page)));
        if (finding.path) line.append(this.place(finding));
        return line;
      });
      return make("section", {}, make("h2", {}, `${group.title} (${group.items.length})`), make("ul", {}, ...items));
    });
    if (!groups.length) groups.push(make("p", { className: "none" }, "Không còn thiếu gì."));
    find("missing").replaceChildren(...groups);
  }

  showHits(hits, words) {
    find("found").textContent = !words ? "" : hits.length ? `${hits.length >= 500 ? "500 chỗ đầu tiên" : `${hits.length} chỗ`}` : "Không thấy.";
    const items = hits.map((hit) => {
      const words = make("span", { className: "words" }, hit.before, make("mark", {}, hit.words), hit.after);
      const folio = hit.page ? make("span", { className: "folio" }, unseen("trang "), String(hit.page)) : "";
      const button = this.button("", () => this.told.hit(hit), "line");
      button.append(words, folio);
      return make("li", {}, button);
    });
    find("hits").replaceChildren(...items);
  }

  /** Mark the hit that was jumped to. */
  followHit(index) {
    [...find("hits").children].forEach((item, at) => item.firstChild.toggleAttribute("aria-current", at === index));
    find("hits").children[index]?.scrollIntoView({ block: "nearest" });
  }
}
