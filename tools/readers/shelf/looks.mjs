// What is ugly or unreadable for certain in a shown document: cut and crowded words, lost pictures and faces, dim words.

import { seenFrom, words } from "./measure.mjs";

/** The element that makes the columns (html or body, as the program does it) and their edges; one column when none does. */
function columns(doc) {
  const view = doc.defaultView;
  const maker = [doc.documentElement, doc.body].find((e) => view.getComputedStyle(e).columnWidth !== "auto");
  const style = view.getComputedStyle(maker ?? doc.body);
  const px = (name) => Number.parseFloat(style[name]) || 0;
  const box = (maker ?? doc.body).getBoundingClientRect();
  const left = box.left + px("paddingLeft");
  const inner = box.width - px("paddingLeft") - px("paddingRight");
  if (!maker) return { left, width: inner, stride: Infinity };
  const gap = px("columnGap");
  const count = Math.max(1, Math.floor((inner + gap) / (px("columnWidth") + gap)));
  const width = (inner + gap) / count - gap;
  return { left, width, stride: width + gap };
}

/** Words and pictures that reach over the edge of their column, where the reader does not see them or over others. */
function cut(doc) {
  const { left, width, stride } = columns(doc);
  const found = [];
  for (const { node, boxes } of seenFrom(doc.body)) {
    const past = Math.max(...boxes.map((box) => {
      const column = Math.max(0, Math.floor((box.left - left + 1) / stride));
      const edge = left + (column ? column * stride : 0);
      return Math.max(box.right - edge - width, edge - box.left);
    }));
    if (past > 1.5) found.push(`cut: «${words(node)}» reaches ${Math.round(past)} px over the edge of its column`);
  }
  return found;
}

/** What is drawn in an element, as one rectangle; what is padding does not count. */
function inked(element) {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}

/** Words of neighbouring cells that touch or run into each other. */
function crowded(doc) {
  const found = [];
  for (const row of doc.querySelectorAll("tr")) {
    const cells = Array.from(row.cells).filter((cell) => cell.textContent.trim());
    cells.slice(1).forEach((cell, i) => {
      const [one, next] = [inked(cells[i]), inked(cell)];
      const beside = one.top < next.bottom && next.top < one.bottom;
      if (beside && one.right > next.left - 1) {
        found.push(`crowded: «${cells[i].textContent.trim()}» runs into «${cell.textContent.trim()}»`);
      }
    });
  }
  return found;
}

function lost(doc) {
  const pictures = Array.from(doc.images).filter((image) => image.naturalWidth === 0);
  const faces = Array.from(doc.fonts).filter((face) => face.status === "error");
  return [
    ...pictures.map((image) => `picture not shown: ${image.alt || image.src}`),
    ...faces.map((face) => `face not loaded: ${face.family} ${face.weight} ${face.style}`),
  ];
}

const channels = (colour) => {
  const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  return { r, g, b, a };
};
const over = (top, below, alpha = top.a) => ({
  r: top.r * alpha + below.r * (1 - alpha),
  g: top.g * alpha + below.g * (1 - alpha),
  b: top.b * alpha + below.b * (1 - alpha),
  a: 1,
});
const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

/** Contrast of two opaque colours, WCAG 2.2, «contrast ratio»: 1…21. */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour of the words as drawn: own alpha and the opacity of everything around, over the nearest backgrounds. */
function drawn(element, paper) {
  const chain = [];
  for (let e = element; e?.nodeType === Node.ELEMENT_NODE; e = e.parentNode) chain.push(e);
  const styleOf = (e) => e.ownerDocument.defaultView.getComputedStyle(e);
  const back = chain.reduceRight((below, e) => over(channels(styleOf(e).backgroundColor), below), paper);
  const ink = channels(styleOf(element).color);
  const opacity = chain.reduce((product, e) => product * Number(styleOf(e).opacity), 1);
  return { ink: over(ink, back, ink.a * opacity), back };
}

/** Words with less contrast than WCAG 2.2 SC 1.4.3 asks: 4.5, or 3 from 24 px, or from 18.66 px bold. */
function dim(doc, paper) {
  const found = new Map();
  for (const { node } of seenFrom(doc.body)) {
    if (node.nodeType !== Node.TEXT_NODE) continue;
    const style = doc.defaultView.getComputedStyle(node.parentNode);
    const size = Number.parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const { ink, back } = drawn(node.parentNode, paper);
    const ratio = contrast(ink, back);
    const kind = `${style.color} ${needed}`; // one word stands for all of its colour
    if (ratio < needed && !found.has(kind)) {
      found.set(kind, `dim: «${words(node)}» has contrast ${ratio.toFixed(2)}, ${needed} is needed (${style.color}, ${size.toFixed(1)} px)`);
    }
  }
  return [...found.values()];
}

/** doc: a shown document; paper: the colour behind it, as CSS. Sentences, one for each thing that is wrong. */
export function looks(doc, paper) {
  return [...cut(doc), ...crowded(doc), ...lost(doc), ...dim(doc, channels(paper))];
}
