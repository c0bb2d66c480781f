// The book in epub.js, set up as its own examples do: one rendition, pages side by side, a theme of a few rules.

import { Bench } from "./bench.mjs";
import { INK, PAPER } from "./themes.mjs";

const flat = (items) => items.flatMap((item) => [item.href, ...flat(item.subitems ?? [])]);

async function start({ theme, flow, root }) {
  const book = ePub("/book.epub");
  const stage = document.getElementById("stage");
  stage.style.background = PAPER[theme];
  const rendition = book.renderTo(stage, { width: "100%", height: "100%", flow: flow ?? "paginated", spread: "auto" });
  rendition.themes.register(theme, { body: { background: PAPER[theme], color: INK[theme] } });
  if (theme !== "light") rendition.themes.select(theme);
  await book.loaded.navigation;
  await rendition.display();
  const inZip = (href) => (root === "." ? href : `${root}/${href}`);
  const inPackage = (path) => (root === "." ? path : path.slice(root.length + 1));
  return {
    scrolled: flow === "scrolled",
    contents: () => flat(book.navigation.toc),
    address: (file, id) => inPackage(file) + (id && `#${id}`),
    show: (address) => rendition.display(address),
    moved: () => new Promise((resolve) => rendition.once("relocated", resolve)),
    turn: () => rendition.next(),
    shown: () => {
      const [contents] = rendition.getContents();
      return { path: inZip(book.spine.get(contents.sectionIndex).href), doc: contents.document };
    },
  };
}

window.openBook = async (options) => {
  window.bench = new Bench(await start(options), options.theme);
};
