// node tools/readers/opds.mjs URL [URL …]
//
// Reads OPDS catalogues as a reading program does, with the OPDS library of Thorium Reader: Atom (1.2) and JSON (2.0)
// are told apart by what the server says they are. Every acquisition link is resolved against its catalogue and
// downloaded. Prints JSON, one object for each address: {url, version, title, titles, downloads: [{title, href, type,
// bytes, sha256}], said}; `said` holds what the library found odd. Only loopback addresses are read.
// Exit code 0, 1 when something cannot be read, 2 wrong usage.

import { createHash } from "node:crypto";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const HOME = "r2-opds-js/dist/es8-es2017/src/opds";
const { initGlobalConverters_GENERIC, initGlobalConverters_OPDS } = require(`${HOME}/init-globals`);
const { convertOpds1ToOpds2 } = require(`${HOME}/converter`);
const { OPDS } = require(`${HOME}/opds1/opds`);
const { OPDSFeed } = require(`${HOME}/opds2/opds2`);
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const { DOMParser } = require("@xmldom/xmldom");

const ACQUISITION = "http://opds-spec.org/acquisition";
const LIMIT = 60_000;

const said = []; // the library tells its doubts to the console
console.warn = console.log = (...words) => said.push(words.join(" "));

initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();

async function get(address) {
  const url = new URL(address);
  if (url.hostname !== "127.0.0.1") throw new Error(`${address}: not on this machine`);
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(LIMIT) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** The catalogue as OPDS 2.0, whatever it was. */
function parse(text, type) {
  if (type.includes("json")) return { version: "2.0", feed: TaJsonDeserialize(JSON.parse(text), OPDSFeed) };
  const document = new DOMParser().parseFromString(text, "application/xml");
  return { version: "1.2", feed: convertOpds1ToOpds2(XML.deserialize(document, OPDS)) };
}

const plain = (title) => (typeof title === "string" ? title : Object.values(title ?? {})[0]);
const isAcquisition = (link) => (link.Rel ?? []).some((rel) => rel === ACQUISITION || rel.startsWith(`${ACQUISITION}/`));

async function download(publication, link, base) {
  const href = new URL(link.Href, base).href;
  const bytes = Buffer.from(await (await get(href)).arrayBuffer());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { title: plain(publication.Metadata.Title), href, type: link.TypeLink, bytes: bytes.length, sha256 };
}

async function read(address) {
  said.length = 0;
  const answer = await get(address);
  const { version, feed } = parse(await answer.text(), answer.headers.get("content-type") ?? "");
  const publications = [...(feed.Publications ?? []), ...(feed.Groups ?? []).flatMap((group) => group.Publications ?? [])];
  const downloads = [];
  for (const publication of publications) {
    for (const link of publication.Links.filter(isAcquisition)) downloads.push(await download(publication, link, address));
  }
  const titles = publications.map((publication) => plain(publication.Metadata.Title));
  return { url: address, version, title: plain(feed.Metadata?.Title), titles, downloads, said: [...said] };
}

const addresses = process.argv.slice(2);
if (addresses.length === 0) {
  console.error("usage: node tools/readers/opds.mjs URL [URL …]");
  process.exit(2);
}
try {
  const catalogues = [];
  for (const address of addresses) catalogues.push(await read(address));
  process.stdout.write(`${JSON.stringify(catalogues, null, 1)}\n`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
