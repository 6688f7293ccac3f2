// Adds the npm packages of a lock file to a CycloneDX file: sbom.mjs FILE LOCK. Fails where either kind of package is missing.
import { readFileSync, writeFileSync } from "node:fs";

const [file, lock] = process.argv.slice(2);
const bom = JSON.parse(readFileSync(file, "utf8"));
const nuget = bom.components.length;
const marker = "node_modules/";
const packages = Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages)
  .filter(([path]) => path !== "")
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf(marker) + marker.length), ...entry }));

const seen = new Set();
for (const { name, version, integrity, license } of packages) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  if (seen.has(purl)) continue;
  seen.add(purl);
  const [algorithm, hash] = (integrity ?? "").split(/-(.*)/s);
  bom.components.push({
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    ...(algorithm === "sha512" ? { hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }] } : {}),
    ...(license ? { licenses: [/ (AND|OR|WITH) /.test(license) ? { expression: license } : { license: { name: license } }] } : {}),
  });
}

writeFileSync(file, JSON.stringify(bom, null, 2) + "\n");
console.log(`${nuget} NuGet packages, ${seen.size} npm packages: ${file}`);
process.exit(nuget > 20 && seen.size > 20 && [...seen].some((p) => p.startsWith("pkg:npm/botframework-webchat@")) ? 0 : 1);
