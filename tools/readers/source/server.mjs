// Serves on the loopback address, for as long as a check lasts: the host pages, the programs, the book.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOM = fileURLToPath(new URL("..", import.meta.url));

const TYPES = {
  ".css": "text/css",
  ".epub": "application/epub+zip",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
};

/** A file under `root` that a path of the address means, never one outside it; undefined when there is none. */
function fileUnder(root, path) {
  const file = normalize(join(root, decodeURIComponent(path)));
  const inside = file.startsWith(root.endsWith(sep) ? root : root + sep);
  return inside && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function send(response, file) {
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
}

/** Serves `places` (first step of the path → folder or file). Returns {address, close}. */
export async function serve(places) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://127.0.0.1").pathname;
    const [, first, ...rest] = path.split("/");
    if (first === "favicon.ico") return response.writeHead(204).end();
    const place = Object.hasOwn(places, first) ? places[first] : undefined;
    return send(response, rest.length === 0 ? place : place && fileUnder(place, rest.join("/")));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
