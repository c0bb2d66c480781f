// All talk with the server: questions, the one order, the stream of news.

const token = document.querySelector("meta[name=token]").content;

const address = (path, query) => `${path}?${new URLSearchParams(query)}`;

/** A question; null when there is no answer (the state has changed meanwhile, or the server is gone). */
export async function ask(path, query = {}) {
  try {
    const answer = await fetch(address(path, query), { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

export async function order(path) {
  try {
    return (await fetch(path, { method: "POST", headers: { "X-Yearbook-Token": token } })).ok;
  } catch {
    return false;
  }
}

/** The picture of a page, `across` device pixels wide, or of a part of it. */
export function pictureAddress(edition, page, across, part = null) {
  const query = { edition, w: across };
  if (part) Object.assign(query, { x: part.x, y: part.y, cw: part.width, ch: part.height });
  return address(`/page/${page.number}/${page.key}`, query);
}

/** News of an edition, until `close()` of what is returned. `step` hears what is being done, `lost` whether the server
 * can be reached. */
export function listen(edition, news, step, lost) {
  const stream = new EventSource(address("/events", { edition }));
  stream.addEventListener("open", () => lost(false));
  stream.addEventListener("message", news);
  stream.addEventListener("step", (event) => step(event.data));
  stream.addEventListener("error", () => lost(true));
  return stream;
}
