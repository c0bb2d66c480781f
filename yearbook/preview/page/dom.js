// Elements from words, never from markup: what stands in the data is only ever text.

export const find = (id) => document.getElementById(id);

/** An element: properties (or attributes, with a hyphen or `role`), then children: elements or text. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== "" && child !== null && child !== undefined));
  return element;
}

/** Words of a message: what stands between backticks is code. */
export const spoken = (words) => words.split("`").map((piece, at) => (at % 2 ? make("code", {}, piece) : piece));

/** Words that only a screen reader tells. */
export const unseen = (words) => make("span", { className: "unseen" }, words);
