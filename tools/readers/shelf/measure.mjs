// Where things stand in the shown page. All rectangles are those of the window, whatever frames and shadows lie between.

const BLANK = /^\s*$/;
const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Until faces and pictures of the document are there and two frames are drawn. */
export async function settled(doc) {
  await doc.fonts.ready;
  await Promise.all(Array.from(doc.images, (image) => image.complete || image.decode().catch(() => {})));
  await frames();
}

export const meet = (a, b) => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

/** What a reader sees of the frame that holds the document: cut by every box around it that cuts. */
export function viewOf(doc) {
  const frame = doc.defaultView.frameElement;
  let seen = meet(frame.getBoundingClientRect(), { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
  for (let node = frame; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).overflowX !== "visible") {
      seen = meet(seen, node.getBoundingClientRect());
    }
  }
  return seen;
}

/** A rectangle of the document in the window. */
export function placed(doc, rect) {
  const frame = doc.defaultView.frameElement.getBoundingClientRect();
  return {
    left: rect.left + frame.left,
    top: rect.top + frame.top,
    right: rect.right + frame.left,
    bottom: rect.bottom + frame.top,
  };
}

function hidden(element) {
  for (let e = element; e?.nodeType === Node.ELEMENT_NODE; e = e.parentNode) {
    const style = e.ownerDocument.defaultView.getComputedStyle(e);
    if (style.display === "none" || style.visibility === "hidden" || style.clipPath === "inset(50%)") return true;
  }
  return false;
}

/** The boxes of one thing that is seen: a run of text, a picture, a drawing; none for anything else. */
export function boxesOf(node) {
  const doc = node.ownerDocument;
  if (node.nodeType === Node.TEXT_NODE) {
    if (BLANK.test(node.data) || hidden(node.parentNode)) return [];
    const range = doc.createRange();
    range.setStart(node, node.data.search(/\S/));
    range.setEnd(node, node.data.trimEnd().length);
    return Array.from(range.getClientRects()).filter((r) => r.width > 0 && r.height > 0);
  }
  if (!["img", "svg"].includes(node.localName) || hidden(node)) return [];
  return Array.from(node.getClientRects()).filter((r) => r.width > 1 && r.height > 1);
}

/** Everything seen from `start` on, in reading order (in it, then after it). */
export function* seenFrom(start) {
  const doc = start.ownerDocument;
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  walker.currentNode = start;
  for (let node = start; node; node = walker.nextNode()) {
    const boxes = boxesOf(node);
    if (boxes.length) yield { node, boxes };
  }
}

/** The beginning of what is read at a place, short. */
export const words = (node) => (node.data ?? node.getAttribute("alt") ?? node.localName).trim().replace(/\s+/g, " ").slice(0, 60);

/** Where the words or the picture of this id begin: {problem} or {top}, 0…1 of the height of what is seen. */
export function place(doc, id) {
  const target = id ? doc.getElementById(id) : doc.body;
  if (!target) return { problem: "no such id" };
  const first = seenFrom(target).next().value;
  if (!first) return { problem: "nothing to see at the id" };
  const view = viewOf(doc);
  const box = placed(doc, first.boxes[0]);
  const shown = meet(view, box);
  const across = Math.min(box.right - box.left, 8);
  const enough = shown.right - shown.left >= across - 1 && shown.bottom - shown.top >= (box.bottom - box.top) / 2;
  const describe = (r) => [r.left, r.top, r.right, r.bottom].map(Math.round).join(" ");
  const where = `«${words(first.node)}» stands at ${describe(box)}, the page shows ${describe(view)} (left top right bottom, px)`;
  if (!enough && box.bottom - box.top < view.bottom - view.top) return { problem: `off screen: ${where}` };
  return { top: (box.top - view.top) / (view.bottom - view.top), where };
}
