// The page as a whole: what is shown, the keyboard, the news of the server.

import { Book } from "./book.js";
import { find, make, unseen } from "./dom.js";
import { Ebook } from "./ebook.js";
import { Panes } from "./panes.js";
import { ask, listen, order } from "./talk.js";

const FIRST = "screen"; // the edition that is made soonest
const stage = find("stage");
const book = new Book(stage, { clicked: showSource, moved: told });
const ebook = new Ebook(stage, { clicked: showRecord, moved: told, keyed: onKey });
const panes = new Panes({
  line: (line) => (line.page ? goTo(line.page) : ebook.goTo(line.target)),
  hit: (hit) => jump(hits.indexOf(hit)),
  page: goTo,
  copy,
});
let state = null;
let stream = null;
let lost = false;
let step = ""; // what is being done
let hits = [];
let at = -1; // the hit that was jumped to

const remembered = (name, otherwise) => sessionStorage.getItem(name) ?? otherwise;
let edition = remembered("edition", FIRST);
book.number = Number(remembered("page", 1));

// --- the state -------------------------------------------------------------------------------------------------

async function refresh() {
  const asked = edition;
  const answer = await ask("/state", { edition: asked });
  if (!answer || asked !== edition) return;
  const first = state?.edition !== answer.edition;
  if (!first && answer.version < state.version) return; // overtaken by a newer answer
  state = answer;
  if (!state.building) step = "";
  document.title = state.title ? `${state.title} – xem thử` : "Xem thử";
  find("title").textContent = state.title || "Xem thử";
  showEditions();
  panes.show(state);
  const changed = showPages();
  showStatus();
  showBanner();
  if (!first) tellChanges(changed);
  if (find("words").value && !state.building) search(false);
  told();
}

function showPages() {
  find("empty").hidden = state.ready;
  find("zooming").hidden = state.ebook;
  if (!state.ready) {
    book.hide();
    ebook.hide();
    find("empty").textContent = state.building || !state.made ? "Đang dựng sách lần đầu …" : "Chưa dựng được sách: xem bảng soát lỗi.";
    if (!state.building && state.made) showPane("findings", false);
    return [];
  }
  if (state.ebook) {
    book.hide();
    return ebook.show(state.documents);
  }
  ebook.hide();
  return book.show(state.edition, state.pages);
}

function showEditions() {
  const fieldset = find("editions");
  if (fieldset.querySelectorAll("input").length === 0)
    for (const { id, label } of state.editions) {
      const radio = make("input", { type: "radio", name: "edition", value: id });
      radio.addEventListener("change", () => choose(id));
      fieldset.append(make("label", {}, radio, make("span", {}, label)));
    }
  fieldset.querySelector(`input[value="${edition}"]`).checked = true;
}

function choose(name) {
  edition = name;
  sessionStorage.setItem("edition", name);
  hits = [];
  at = -1;
  book.setHits([]);
  find("origin").hidden = true;
  find("news").hidden = true;
  connect();
}

function connect() {
  stream?.close();
  stream = listen(
    edition,
    refresh,
    (words) => {
      step = words;
      showStatus();
    },
    (gone) => {
      lost = gone;
      showStatus();
    },
  );
}

function showStatus() {
  const status = find("status");
  status.className = lost ? "lost" : !state || state.building || !state.made ? "building" : state.ok ? "good" : "bad";
  if (lost) status.textContent = "Mất liên lạc với chương trình xem thử";
  else if (!state || state.building || !state.made) status.textContent = step ? `${step} …` : "Đang dựng …";
  else if (!state.ok) status.textContent = state.counts.error ? `Còn ${state.counts.error} lỗi` : "Chưa dựng được";
  else status.textContent = `Đã dựng trong ${state.seconds.toLocaleString("vi")} giây`;
}

function showBanner() {
  const banner = find("banner");
  const wrong = !state.ok && state.made && !state.building;
  if (wrong === !banner.hidden && banner.dataset.ready === String(state.ready)) return;
  banner.hidden = !wrong;
  banner.dataset.ready = state.ready;
  if (!wrong) return banner.replaceChildren();
  const words = state.ready ? "Dữ liệu đang có lỗi. Các trang dưới đây là của lần dựng được gần nhất." : "Dữ liệu đang có lỗi, chưa dựng được sách.";
  const button = make("button", { type: "button" }, "Xem lỗi");
  button.addEventListener("click", () => showPane("findings"));
  banner.replaceChildren(make("span", {}, words), button);
}

/** Which pages an edit changed, when they are not the ones on screen. */
function tellChanges(changed) {
  if (!changed.length) return; // what was said of the last change still holds: only the findings are newer
  const news = find("news");
  const away = state.ebook ? [] : changed.filter((number) => !book.views.some((view) => view.page.number === number));
  news.hidden = away.length === 0;
  if (news.hidden) return news.replaceChildren();
  const links = away.slice(0, 5).map((number) => {
    const button = make("button", { type: "button" }, unseen("Trang "), String(number));
    button.addEventListener("click", () => goTo(number));
    return button;
  });
  const close = make("button", { type: "button", className: "plain", title: "Đóng" }, "×", unseen("Đóng"));
  close.addEventListener("click", () => (news.hidden = true));
  news.replaceChildren("Trang khác vừa đổi: ", ...links, away.length > 5 ? ` và ${away.length - 5} trang nữa` : "", close);
}

// --- moving ----------------------------------------------------------------------------------------------------

function goTo(number) {
  if (!state?.ebook) book.goTo(number);
  if (matchMedia("(max-width: 699px)").matches) toggleSide(false);
}

function turn(by) {
  if (state?.ebook) ebook.goToIndex(ebook.index + by);
  else book.turn(by);
}

function toEnd(end) {
  if (state?.ebook) ebook.goToIndex(end ? Infinity : 0);
  else book.goTo(end ? Infinity : 1);
}

/** Tell where we are. */
function told() {
  if (!state) return;
  const total = state.ebook ? state.documents.length : state.pages.length;
  const number = state.ebook ? ebook.index + 1 : book.number;
  const shown = book.views.map((view) => view.page.folio).join("–");
  if (document.activeElement !== find("number")) find("number").value = state.ebook ? number : shown || number;
  find("total").textContent = total ? ` / ${total}` : "";
  find("fit").textContent = book.zoom === 1 ? "Vừa" : `${Math.round(book.zoom * 100)} %`;
  find("back").disabled = find("first").disabled = state.ebook ? number <= 1 : book.atStart;
  find("forth").disabled = find("last").disabled = state.ebook ? number >= total : book.atEnd;
  if (!state.ebook) {
    sessionStorage.setItem("page", book.number);
    panes.follow(Math.max(...book.views.map((view) => view.page.number), 0));
  }
}

// --- the source of words ---------------------------------------------------------------------------------------

async function showSource(page, x, y) {
  showOrigin(await ask("/source", { edition, page: page.number, key: page.key, x: x.toFixed(2), y: y.toFixed(2) }));
}

async function showRecord(ids) {
  for (const id of ids) {
    const origin = await ask("/record", { edition, id });
    if (origin?.found) return showOrigin(origin);
  }
}

function showOrigin(origin) {
  const box = find("origin");
  if (!origin) return;
  const close = make("button", { type: "button", className: "plain", title: "Đóng (Esc)" }, "×", unseen("Đóng"));
  close.addEventListener("click", () => (box.hidden = true));
  box.hidden = false;
  if (!origin.found) return box.replaceChildren(make("p", {}, "Chỗ này không thuộc bản ghi nào."), close);
  const words = make("p", {}, make("b", {}, origin.name), ` (${origin.kind} `, make("code", {}, origin.record), ")");
  if (origin.label) words.append(" – ", make("span", { className: "field" }, origin.label));
  const tools = make("p", { className: "tools" }, panes.place(origin));
  if (origin.link) tools.append(panes.button("Chép", () => copy(`${origin.path}:${origin.line}`), "", "Chép đường dẫn và số dòng"));
  box.replaceChildren(words, tools, close);
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    say(`Đã chép: ${words}`);
  } catch {
    say(words);
  }
}

function say(words) {
  const news = find("news");
  news.hidden = false;
  news.replaceChildren(words);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (news.hidden = true), 4000);
}

// --- search ----------------------------------------------------------------------------------------------------

async function search(go = true) {
  const words = find("words").value.trim();
  const answer = words ? await ask("/search", { edition, q: words, exact: find("exact").checked ? 1 : 0 }) : { hits: [] };
  if (!answer || words !== find("words").value.trim()) return;
  hits = answer.hits;
  panes.showHits(hits, words);
  if (go) at = -1;
  book.setHits(hits, hits[at]);
  if (at >= 0) panes.followHit(at);
}

function jump(index) {
  if (!hits.length) return;
  at = (index + hits.length) % hits.length;
  const hit = hits[at];
  panes.followHit(at);
  if (state.ebook) return ebook.reveal(hit);
  book.setHits(hits, hit);
  goTo(hit.page);
  book.reveal();
}

// --- panes, keyboard -------------------------------------------------------------------------------------------

function toggleSide(open) {
  document.body.classList.toggle("closed", !open);
  find("side-button").setAttribute("aria-expanded", open);
}

function showPane(name, focus = true) {
  toggleSide(true);
  panes.open(name);
  if (focus) (name === "search" ? find("words") : find(`tab-${name}`)).focus();
  if (name === "search") find("words").select();
}

const KEYS = {
  ArrowLeft: () => turn(-1),
  ArrowRight: () => turn(1),
  PageUp: () => turn(-1),
  PageDown: () => turn(1),
  Home: () => toEnd(false),
  End: () => toEnd(true),
  "+": () => book.zoomBy(1),
  "=": () => book.zoomBy(1),
  "-": () => book.zoomBy(-1),
  0: () => book.zoomBy(0),
  "/": () => showPane("search"),
  c: () => showPane("contents"),
  d: () => showPane("findings"),
  t: () => showPane("missing"),
  e: () => find("editions").querySelector("input:checked").focus(),
  s: () => book.enterAreas(),
  "?": () => find("help").showModal(),
  Escape: () => leave(),
};

function leave() {
  find("origin").hidden = true;
  if (matchMedia("(max-width: 699px)").matches) toggleSide(false);
  stage.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || find("help").open) return;
  const inside = event.target.ownerDocument === document ? event.target : stage;
  const writing = inside.matches("input:not([type=checkbox], [type=radio])");
  const choosing = inside.matches("input[type=radio]") && event.key.startsWith("Arrow");
  if ((writing && event.key !== "Escape") || choosing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && book.stepArea(step)) return event.preventDefault();
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

document.addEventListener("keydown", onKey);
find("back").addEventListener("click", () => turn(-1));
find("forth").addEventListener("click", () => turn(1));
find("first").addEventListener("click", () => toEnd(false));
find("last").addEventListener("click", () => toEnd(true));
find("smaller").addEventListener("click", () => book.zoomBy(-1));
find("larger").addEventListener("click", () => book.zoomBy(1));
find("fit").addEventListener("click", () => book.zoomBy(0));
find("rebuild").addEventListener("click", () => order("/rebuild"));
find("help-button").addEventListener("click", () => find("help").showModal());
find("side-button").addEventListener("click", () => toggleSide(document.body.classList.contains("closed")));
find("number").addEventListener("focus", () => find("number").select());
find("number").addEventListener("change", () => {
  const wanted = parseInt(find("number").value, 10);
  if (wanted) state?.ebook ? ebook.goToIndex(wanted - 1) : book.goTo(wanted);
  stage.focus();
  told();
});
find("search").addEventListener("submit", async (event) => {
  event.preventDefault();
  await searchSoon(0);
  jump(at + 1);
});
for (const name of ["words", "exact"]) find(name).addEventListener("input", () => searchSoon(150));

/** Search what is written now, after a pause; what has been asked already is not asked again. */
function searchSoon(pause) {
  const key = `${edition} ${state?.version} ${find("exact").checked} ${find("words").value}`;
  if (search.key !== key) {
    search.key = key;
    clearTimeout(search.timer);
    search.done = new Promise((done) => {
      search.timer = setTimeout(() => search().then(done), pause);
    });
  }
  return search.done;
}

if (matchMedia("(max-width: 699px)").matches) toggleSide(false);
history.replaceState(null, "", "/"); // the token does not stay in the address
panes.open("contents");
connect();
