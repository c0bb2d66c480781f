// The book in foliate-js by its `view.js`, with the settings its reader starts with: justified, hyphens, line height 1.4.

import "/programs/foliate-js/view.js";
import { Bench } from "./bench.mjs";
import { INK, LINK, PAPER } from "./themes.mjs";

const flat = (items) => items.flatMap((item) => [item.href, ...flat(item.subitems ?? [])]);

const rules = (theme) => `
  html { color-scheme: only ${theme === "dark" ? "dark" : "light"}; color: ${INK[theme]}; background: ${PAPER[theme]} }
  a:any-link { color: ${LINK[theme]} }
  p, li, blockquote, dd { line-height: 1.4; text-align: justify; hyphens: auto; hanging-punctuation: allow-end last; widows: 2 }
`;

async function start({ theme, flow }) {
  const view = document.createElement("foliate-view");
  document.body.append(view);
  document.body.style.background = PAPER[theme];
  await view.open("/book.epub");
  if (flow) view.renderer.setAttribute("flow", flow);
  view.renderer.setStyles(rules(theme));
  await view.renderer.next();
  const { sections } = view.book;
  return {
    scrolled: flow === "scrolled",
    contents: () => flat(view.book.toc),
    address: (file, id) => file + (id && `#${id}`),
    show: (address) => view.goTo(address),
    moved: () => new Promise((resolve) => view.addEventListener("relocate", resolve, { once: true })),
    turn: () => view.renderer.next(),
    shown: () => {
      const [{ doc, index }] = view.renderer.getContents();
      return { path: sections[index].id, doc };
    },
  };
}

window.openBook = async (options) => {
  window.bench = new Bench(await start(options), options.theme);
};
