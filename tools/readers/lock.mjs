// node tools/readers/lock.mjs   pins package.json anew in package-lock.json, without any address in it
//
// npm writes homes of packages, funding pages and words of authors into the lock. What `npm ci` needs is kept:
// versions, hashes, who needs whom; npm finds the files at the registry that the machine is set to.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const LOCK = `${HERE}package-lock.json`;
const KEPT = [
  "name", "version", "integrity", "license", "bin", "cpu", "os", "engines", "optional", "peer", "dev",
  "dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta", "hasInstallScript",
];

const run = spawnSync("npm", ["install", "--package-lock-only"], { cwd: HERE, stdio: "inherit" });
if (run.status !== 0) process.exit(3);

const lock = JSON.parse(readFileSync(LOCK, "utf8"));
for (const [place, entry] of Object.entries(lock.packages)) {
  const kept = Object.entries(entry).filter(([key]) => KEPT.includes(key));
  lock.packages[place] = Object.fromEntries(kept);
  if (place && !entry.integrity) throw new Error(`${place}: no hash`);
}
const text = `${JSON.stringify(lock, null, 1)}\n`;
if (text.includes("://")) throw new Error("an address is left in package-lock.json");
writeFileSync(LOCK, text);
