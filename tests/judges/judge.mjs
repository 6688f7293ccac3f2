// Microsoft's own template engine and renderer judge our cards.
// 1. Every template of cards/ with its sample, every case of cases.json and every expression of expressions.json: their engine and ours
//    give the same JSON. An expression that theirs refuses ours leaves as it is written.
// 2. Every card that ours made: their renderer parses it without a warning.
// Ours are written by a test of NewsBot.Tests into NEWSBOT_CARDS_OUT; without that variable this script runs the test itself.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

const require = createRequire(import.meta.url);
const { Template } = require("adaptivecards-templating");
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
let passed = 0;
const failures = [];

function check(name, problem) {
  if (problem) failures.push(`${name}: ${problem}`);
  else passed++;
}

function expandTheirs(template, data) {
  try {
    return { card: new Template(template).expand({ $root: data }) };
  } catch (error) {
    return { problem: `their engine refuses it: ${error.message}` };
  }
}

function compare(name, template, data, ours) {
  const theirs = expandTheirs(template, data);
  const same = theirs.card !== undefined && isDeepStrictEqual(theirs.card, ours);
  check(name, same ? undefined : theirs.problem ?? `ours ${JSON.stringify(ours)}\n    theirs ${JSON.stringify(theirs.card)}`);
}

function parse(name, json) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(json, context);
  const problems = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  for (const failure of card.validateProperties().validationEvents) problems.push(failure.message);
  check(name, problems.length ? problems.join("; ") : undefined);
}

const given = process.env.NEWSBOT_CARDS_OUT;
const out = given ?? mkdtempSync(join(tmpdir(), "newsbot-cards-"));
try {
  if (!given || !existsSync(join(out, "cards"))) {
    execFileSync("dotnet", ["test", join(root, "tests/NewsBot.Tests"), "--filter", "FullyQualifiedName~NewsBot.Tests.Cards", "-v", "q", "--nologo"], {
      env: { ...process.env, NEWSBOT_CARDS_OUT: out },
      stdio: ["ignore", 2, 2],
    });
  }

  const names = readdirSync(join(root, "cards")).filter((f) => f.endsWith(".json") && !f.endsWith(".sample.json")).map((f) => f.slice(0, -5));
  for (const name of names) {
    const file = (kind) => join(root, "cards", name + kind);
    const ours = read(join(out, "cards", name + ".json"));
    compare(`cards/${name}`, read(file(".json")), read(file(".sample.json")), ours);
    parse(`cards/${name} in the renderer`, ours);
  }

  read(join(root, "tests/judges/cases.json")).forEach((one, i) =>
    compare(`case ${one.name}`, one.template, one.data, read(join(out, "cases", `${i}.json`))));

  const { data, groups } = read(join(root, "tests/judges/expressions.json"));
  const values = read(join(out, "cases", "expressions.json"));
  for (const expression of Object.values(groups).flat()) {
    const text = "${" + expression + "}";
    const theirs = expandTheirs({ value: text }, structuredClone(data));
    const wanted = theirs.card === undefined ? text : theirs.card.value;
    const same = isDeepStrictEqual(wanted, values[expression]);
    check(`expression ${expression}`, same ? undefined : `ours ${JSON.stringify(values[expression])}\n    theirs ${theirs.problem ?? JSON.stringify(wanted)}`);
  }

  const deck = join(out, "deck");
  for (const file of existsSync(deck) ? readdirSync(deck) : []) parse(`deck/${file} in the renderer`, read(join(deck, file)));
} finally {
  if (!given) rmSync(out, { recursive: true, force: true });
}

for (const failure of failures) console.log("FAILED " + failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length || !passed ? 1 : 0);
