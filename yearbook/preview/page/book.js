// The book as spreads: page 1 alone on the right, then 2–3, 4–5 … One screen pixel of a page is one pixel of its
// picture at every zoom; what is larger than a picture may be comes in tiles.

import { make } from "./dom.js";
import { ask, pictureAddress } from "./talk.js";

const WIDEST = 2400; // device pixels of a page in one picture
const TILE = 1024;
const GAP = 24; // px around a spread
const NARROW = 700; // px: below it one page at a time
const STEP = 1.25;
const LEAST = 0.5;
const MOST = 8;

/** A length in px, to the device pixel. */
const snap = (value) => Math.round(value * devicePixelRatio) / devicePixelRatio;

class PageView {
  constructor(edition, page, clicked) {
    this.edition = edition;
    this.page = page;
    this.clicked = clicked;
    this.across = 0; // device pixels
    this.picture = make("img", { className: "picture", alt: "", draggable: false });
    this.tiles = make("div", { className: "tiles" });
    this.marks = make("div", { className: "marks" });
    this.areas = make("div", { className: "areas" });
    this.element = make("div", { className: "page", role: "group", "aria-label": `Trang ${page.folio}` });
    this.element.append(this.picture, this.tiles, this.marks, this.areas);
    this.element.addEventListener("click", (event) => this.click(event));
    this.loadAreas();
  }

  place(left, top, width, height, ratio) {
    const { style } = this.element;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.width = width;
    this.ratio = ratio;
    this.across = Math.round(width * ratio);
    this.down = Math.round(height * ratio);
  }

  /** Fetch what is to be seen, sharp. */
  async draw() {
    const wanted = pictureAddress(this.edition, this.page, Math.min(this.across, WIDEST));
    if (this.shown === wanted) return;
    this.wanted = wanted;
    const next = make("img", { className: "picture", alt: "", draggable: false, src: wanted });
    try {
      await next.decode();
    } catch {
      return; // a newer state is on its way
    }
    if (this.wanted !== wanted) return;
    this.shown = wanted;
    this.picture.replaceWith(next);
    this.picture = next;
    this.element.dataset.key = this.page.key;
  }

  /** The tiles in view, when one picture would not be sharp. */
  drawTiles(stage) {
    const kept = new Map();
    if (this.across > WIDEST) {
      const view = stage.getBoundingClientRect();
      const here = this.element.getBoundingClientRect();
      const low = (value) => Math.max(0, Math.floor((value * this.ratio) / TILE));
      for (let row = low(view.top - here.top); row * TILE < Math.min(this.down, (view.bottom - here.top) * this.ratio); row++)
        for (let column = low(view.left - here.left); column * TILE < Math.min(this.across, (view.right - here.left) * this.ratio); column++)
          kept.set(...this.tile(row, column));
    }
    for (const old of [...this.tiles.children]) if (kept.get(old.dataset.address) !== old) old.remove();
  }

  tile(row, column) {
    const x = column * TILE;
    const y = row * TILE;
    const part = { x, y, width: Math.min(TILE, this.across - x), height: Math.min(TILE, this.down - y) };
    const wanted = pictureAddress(this.edition, this.page, this.across, part);
    let tile = [...this.tiles.children].find((known) => known.dataset.address === wanted);
    if (!tile) {
      tile = make("img", { alt: "", draggable: false, src: wanted });
      tile.dataset.address = wanted;
      tile.style.left = `${x / this.ratio}px`;
      tile.style.top = `${y / this.ratio}px`;
      tile.style.width = `${part.width / this.ratio}px`;
      tile.style.height = `${part.height / this.ratio}px`;
      this.tiles.append(tile);
    }
    return [wanted, tile];
  }

  /** A newer state of the same page; true when it looks different. */
  renew(page) {
    const changed = page.key !== this.page.key;
    this.page = page;
    this.loadAreas();
    return changed;
  }

  async loadAreas() {
    const { page } = this;
    const answer = await ask("/areas", { edition: this.edition, page: page.number, key: page.key });
    if (!answer || this.page !== page) return;
    this.areas.replaceChildren(
      ...answer.areas.map((area) => {
        const button = make("button", { type: "button", tabIndex: -1, title: area.label, "aria-label": area.label });
        this.put(button, area);
        return button;
      }),
    );
  }

  put(element, box) {
    const { width, height } = this.page;
    element.style.left = `${(100 * box.left) / width}%`;
    element.style.top = `${(100 * box.top) / height}%`;
    element.style.width = `${(100 * box.width) / width}%`;
    element.style.height = `${(100 * box.height) / height}%`;
  }

  /** The hits of a search on this page; `current` is the one that was jumped to. */
  mark(hits, current) {
    this.marks.replaceChildren(
      ...hits.flatMap((hit) =>
        hit.boxes.map((box) => {
          const mark = make("div", { className: hit === current ? "mark current" : "mark" });
          this.put(mark, box);
          return mark;
        }),
      ),
    );
  }

  click(event) {
    const here = this.element.getBoundingClientRect();
    let { clientX: x, clientY: y } = event;
    if (event.detail === 0 && event.target !== this.element) {
      const area = event.target.getBoundingClientRect(); // by the keyboard: its first words
      [x, y] = [area.left + Math.min(6, area.width / 2), area.top + Math.min(6, area.height / 2)];
    }
    const millimetres = this.page.width / here.width;
    this.clicked(this.page, (x - here.left) * millimetres, (y - here.top) * millimetres);
  }
}

export class Book {
  /** told: `clicked(page, x, y)` in mm; `moved()` when another spread is shown. */
  constructor(stage, told) {
    this.stage = stage;
    this.told = told;
    this.element = stage.querySelector("#book");
    this.pages = [];
    this.views = [];
    this.hits = [];
    this.zoom = 1;
    this.number = 1;
    new ResizeObserver(() => this.layOut()).observe(stage);
    stage.addEventListener("scroll", () => this.soon(), { passive: true });
    this.watchRatio();
  }

  watchRatio() {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", () => { this.layOut(); this.watchRatio(); }, { once: true });
  }

  /** The pages of an edition, or a newer state of them; returns the numbers of those that look different. */
  show(edition, pages) {
    const before = new Map(this.edition === edition ? this.pages.map((page) => [page.number, page.key]) : []);
    this.edition = edition;
    this.pages = pages;
    this.number = Math.min(Math.max(1, this.number), pages.length || 1);
    this.open();
    return before.size ? pages.filter((page) => before.get(page.number) !== page.key).map((page) => page.number) : [];
  }

  hide() {
    this.edition = null;
    this.pages = [];
    this.views = [];
    this.element.replaceChildren();
  }

  get single() {
    return this.stage.clientWidth < NARROW;
  }

  /** Numbers of a spread, left then right; 0 where there is no page. */
  spread(number) {
    if (this.single) return [number];
    const left = number % 2 ? number - 1 : number;
    return [left, left + 1 <= this.pages.length ? left + 1 : 0];
  }

  open() {
    const shown = new Map(this.views.map((view) => [view.page.number, view]));
    this.views = this.spread(this.number)
      .filter((number) => number >= 1 && number <= this.pages.length)
      .map((number) => {
        const page = this.pages[number - 1];
        const known = shown.get(number);
        if (!known || known.edition !== this.edition) return new PageView(this.edition, page, this.told.clicked);
        if (known.page !== page && known.renew(page)) known.element.classList.add("changed");
        return known;
      });
    const elements = this.views.map((view) => view.element);
    for (const old of [...this.element.children]) if (!elements.includes(old)) old.remove();
    for (const element of elements) if (element.parentNode !== this.element) this.element.append(element);
    setTimeout(() => elements.forEach((element) => element.classList.remove("changed")), 1600);
    this.layOut();
    this.markHits();
  }

  /** Put the pages where they belong, to the device pixel. */
  layOut() {
    if (!this.pages.length) return;
    if (this.laidSingle !== undefined && this.laidSingle !== this.single) {
      this.laidSingle = this.single;
      this.open();
      this.told.moved();
      return;
    }
    this.laidSingle = this.single;
    const ratio = devicePixelRatio;
    const numbers = this.spread(this.number);
    const sample = this.views[0].page;
    const page = (number) => this.pages[number - 1] ?? sample;
    const wide = numbers.reduce((sum, number) => sum + page(number).width, 0);
    const high = Math.max(...numbers.map((number) => page(number).height));
    const { clientWidth, clientHeight } = this.stage;
    const fit = Math.max(0.2, Math.min((clientWidth - 2 * GAP) / wide, (clientHeight - 2 * GAP) / high));
    const scale = fit * this.zoom;
    const width = Math.max(clientWidth, wide * scale + 2 * GAP);
    const height = Math.max(clientHeight, high * scale + 2 * GAP);
    this.element.style.width = `${Math.floor(width)}px`;
    this.element.style.height = `${Math.floor(height)}px`;
    let left = snap((width - wide * scale) / 2);
    for (const number of numbers) {
      const view = this.views.find((known) => known.page.number === number);
      const across = snap(page(number).width * scale);
      const down = Math.round((across * ratio * page(number).height) / page(number).width) / ratio; // as the server reckons
      view?.place(left, snap((height - down) / 2), across, down, ratio);
      left += across;
    }
    this.soon();
  }

  soon() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  async draw() {
    for (const view of this.views) view.drawTiles(this.stage);
    await Promise.all(this.views.map((view) => view.draw()));
    this.fetchNeighbours();
  }

  /** The pages before and after, so that turning shows them at once. */
  fetchNeighbours() {
    const across = this.views[0]?.across ?? 0;
    if (!across || across > WIDEST) return;
    const numbers = this.spread(this.number).filter(Boolean);
    for (const number of [...this.spread(Math.max(...numbers) + 1), ...this.spread(Math.min(...numbers) - 1)]) {
      const page = this.pages[number - 1];
      if (page) make("img", { src: pictureAddress(this.edition, page, across) });
    }
  }

  goTo(number) {
    const wanted = Math.min(Math.max(1, number), this.pages.length || 1);
    const same = this.spread(wanted).join() === this.spread(this.number).join();
    this.number = wanted;
    if (!same) {
      this.open();
      this.stage.scrollTop = 0;
    }
    this.told.moved();
  }

  turn(by) {
    const numbers = this.spread(this.number).filter(Boolean);
    this.goTo(by > 0 ? Math.max(...numbers) + 1 : Math.min(...numbers) - 1);
  }

  get atEnd() {
    return Math.max(...this.spread(this.number)) >= this.pages.length;
  }

  get atStart() {
    return Math.min(...this.spread(this.number).filter(Boolean)) <= 1;
  }

  /** Larger (1), smaller (−1), to the size of the window (0); what is in the middle stays there. */
  zoomBy(direction) {
    const { stage } = this;
    const middle = {
      x: (stage.scrollLeft + stage.clientWidth / 2) / this.element.offsetWidth,
      y: (stage.scrollTop + stage.clientHeight / 2) / this.element.offsetHeight,
    };
    const wanted = direction ? this.zoom * STEP ** direction : 1;
    this.zoom = Math.min(MOST, Math.max(LEAST, Math.abs(wanted - 1) < 0.02 ? 1 : wanted));
    this.layOut();
    stage.scrollLeft = middle.x * this.element.offsetWidth - stage.clientWidth / 2;
    stage.scrollTop = middle.y * this.element.offsetHeight - stage.clientHeight / 2;
    this.told.moved();
  }

  setHits(hits, current = null) {
    this.hits = hits;
    this.current = current;
    this.markHits();
  }

  markHits() {
    for (const view of this.views)
      view.mark(this.hits.filter((hit) => hit.page === view.page.number), this.current);
  }

  /** Scroll a hit into sight. */
  reveal() {
    this.element.querySelector(".mark.current")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Walk through the clickable places of the spread with the keyboard. */
  enterAreas() {
    this.element.querySelector(".areas button")?.focus();
  }

  stepArea(by) {
    const all = [...this.element.querySelectorAll(".areas button")].sort(readingOrder);
    const at = all.indexOf(document.activeElement);
    if (at < 0) return false;
    all[Math.min(all.length - 1, Math.max(0, at + by))].focus();
    return true;
  }
}

function readingOrder(one, other) {
  const [a, b] = [one, other].map((button) => button.getBoundingClientRect());
  const [pageA, pageB] = [one, other].map((button) => button.closest(".page").offsetLeft);
  return pageA - pageB || a.top - b.top || a.left - b.left;
}
