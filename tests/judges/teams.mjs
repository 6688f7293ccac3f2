// Microsoft's own schema and reader judge what NewsBot makes for Teams.
// 1. The app package that `teams package` writes: its parts, its icons, and the manifest against the schema that it names.
// 2. Every activity that the scenarios of Teams sent: their reader takes it, and every card on it their renderer parses.
// 3. What the scenarios' invokes were answered with: the forms that Teams documents, and the cards in them.
// The activities are written by tests of NewsBot.Tests into NEWSBOT_ACTIVITIES_OUT; without that variable this script runs them itself.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";

const require = createRequire(import.meta.url);
const Ajv = require("ajv-draft-04");
const { Activity } = require("@microsoft/agents-activity");
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");

const root = fileURLToPath(new URL("../..", import.meta.url));
const schemas = fileURLToPath(new URL("./node_modules/@microsoft/app-manifest/build/json-schemas/teams", import.meta.url));
const appId = "11111111-2222-4333-8444-555555555555";
let passed = 0;
const failures = [];

function check(name, problem) {
  if (problem) failures.push(`${name}: ${problem}`);
  else passed++;
}

// The files of a zip whose entries name their sizes.
function unzip(bytes) {
  const files = {};
  for (let at = bytes.indexOf("PK\x01\x02", 0, "latin1"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 4, "latin1")) {
    const [method, packed, name, extra, comment, local] =
      [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    files[bytes.toString("utf8", at + 46, at + 46 + name)] = method === 8 ? inflateRawSync(content) : content;
    at += 42 + name + extra + comment;
  }
  return files;
}

// The lowest schema is asked for that holds what is used: the one before it refuses the manifest, and for what it does not know alone.
function judgeVersion(manifest, ajv) {
  const number = version => Number(version.split(".")[1]);
  const versions = readdirSync(schemas).filter(name => /^v1\.\d+$/.test(name)).map(name => name.slice(1)).sort((a, b) => number(a) - number(b));
  const before = versions[versions.indexOf(manifest.manifestVersion) - 1];
  const valid = ajv.compile(JSON.parse(readFileSync(join(schemas, `v${before}`, "MicrosoftTeams.schema.json"), "utf8")));
  const lowered = { ...manifest, manifestVersion: before, $schema: manifest.$schema.replace(manifest.manifestVersion, before) };
  check(`package: schema ${before} does not hold what the manifest uses`, valid(lowered) ? "it does" : undefined);
  const { supportsChannelFeatures, ...known } = lowered;
  check(`package: channels of every kind are all that schema ${before} does not know`, valid(known) ? undefined : ajv.errorsText(valid.errors));
  check("package: the app says that it knows channels of every kind", supportsChannelFeatures === "tier1" ? undefined : `${supportsChannelFeatures}`);
}

function judgePackage(folder) {
  const zip = join(folder, "newsbot-teams.zip");
  execFileSync("dotnet", ["run", "--project", join(root, "src/NewsBot"), "--", "teams", "package", "--app-id", appId, "--url", "https://newsbot.example.org", "--sources", join(root, "src/NewsBot/Desk/sources.json"), "--out", zip],
    { stdio: ["ignore", 2, 2] });
  const files = unzip(readFileSync(zip));
  check("package: its parts lie at the root", Object.keys(files).sort().join() === "color.png,manifest.json,outline.png" ? undefined : Object.keys(files).join());
  for (const [icon, size] of [["color.png", 192], ["outline.png", 32]]) {
    const png = files[icon];
    const is = png && png.toString("latin1", 1, 4) === "PNG" && png.readUInt32BE(16) === size && png.readUInt32BE(20) === size;
    check(`package: ${icon} is ${size} px square`, is ? undefined : "it is not");
  }

  const manifest = JSON.parse(files["manifest.json"]);
  const schema = JSON.parse(readFileSync(join(schemas, `v${manifest.manifestVersion}`, "MicrosoftTeams.schema.json"), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const valid = ajv.compile(schema);
  judgeVersion(manifest, ajv);
  check(`package: the manifest holds to Microsoft's schema ${manifest.manifestVersion}`, valid(manifest) ? undefined : ajv.errorsText(valid.errors));
  const [extension, ...others] = manifest.composeExtensions;
  const { messageHandlers, ...bare } = extension;
  check("package: without outlets, whose links nobody pastes, the manifest holds to the schema too", messageHandlers && valid({ ...manifest, composeExtensions: [bare, ...others] }) ? undefined : ajv.errorsText(valid.errors));
  check("package: the schema refuses a manifest without a bot id", valid({ ...manifest, bots: [{ scopes: ["personal"] }] }) ? "it takes it" : undefined);
  check("package: the ids are the bot's", manifest.id === appId && manifest.bots[0].botId === appId && manifest.composeExtensions[0].botId === appId ? undefined : "they are not");
}

function parse(name, json) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(json, context);
  const problems = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  for (const failure of card.validateProperties().validationEvents) problems.push(failure.message);
  check(name, problems.length ? problems.join("; ") : undefined);
}

const cardType = "application/vnd.microsoft.card.adaptive";
const isAnswer = name => name.startsWith("answer-");
// https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
const actionTypes = { [cardType]: 200, "application/vnd.microsoft.activity.message": 200, "application/vnd.microsoft.error": 400 };

// What is wrong with the answer to an invoke; its cards are judged by themselves.
function judgeAnswer(name, invoke, body) {
  if (invoke === "adaptiveCard/action") {
    if (!(body.type in actionTypes)) return `type ${body.type}`;
    if (body.statusCode !== actionTypes[body.type] && !(body.type.endsWith("error") && body.statusCode === 500)) return `status ${body.statusCode} of ${body.type}`;
    if (body.type === cardType) parse(`card of ${name}`, body.value);
    else if (body.type.endsWith("error") ? !body.value?.code || !body.value?.message : typeof body.value !== "string") return JSON.stringify(body.value);
    return undefined;
  }

  if (body.task) {
    if (body.task.type === "message") return typeof body.task.value === "string" ? undefined : "a message without text";
    if (body.task.type !== "continue" || body.task.value?.card?.contentType !== cardType) return `task ${body.task.type}`;
    parse(`card of ${name}`, body.task.value.card.content);
    return undefined;
  }

  const extension = body.composeExtension;
  if (!extension) return Object.keys(body).length ? `keys ${Object.keys(body)}` : undefined;
  if (extension.type === "message") return typeof extension.text === "string" ? undefined : "a message without text";
  if (extension.type !== "result" || !["list", "grid"].includes(extension.attachmentLayout)) return `${extension.type}, ${extension.attachmentLayout}`;
  for (const attachment of extension.attachments) {
    if (attachment.contentType === cardType) parse(`card of ${name}`, attachment.content);
    if (!/^application\/vnd\.microsoft\.card\.(hero|thumbnail)$/.test(attachment.preview?.contentType)) return "a result without preview";
  }

  return extension.attachments.length > 25 ? "more than a page" : undefined;
}

function judgeActivities(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  check("activities: the scenarios sent some", names.length > 10 ? undefined : `${names.length}`);
  check("answers: the scenarios gave some", names.filter(isAnswer).length > 10 ? undefined : `${names.filter(isAnswer).length}`);
  for (const name of names) {
    const json = JSON.parse(readFileSync(join(folder, name), "utf8"));
    if (isAnswer(name)) {
      check(`${name} to ${json.invoke}`, judgeAnswer(name, json.invoke, json.body));
      continue;
    }

    let problem;
    try {
      const read = Activity.fromObject(json);
      if (read.type !== json.type) problem = "their reader reads another type";
    } catch (error) {
      problem = error.message;
    }
    check(`activity ${name}`, problem);
    for (const attachment of json.attachments ?? []) {
      if (attachment.contentType === "application/vnd.microsoft.card.adaptive") parse(`card of activity ${name}`, attachment.content);
    }
  }
}

const given = process.env.NEWSBOT_ACTIVITIES_OUT;
const work = mkdtempSync(join(tmpdir(), "newsbot-teams-"));
const out = given ?? join(work, "activities");
try {
  judgePackage(work);
  if (!given) {
    execFileSync("dotnet", ["test", join(root, "tests/NewsBot.Tests"), "--filter", "FullyQualifiedName~Scenarios.Teams.|FullyQualifiedName~TeamsEditionScenario", "-v", "q", "--nologo"], {
      env: { ...process.env, NEWSBOT_ACTIVITIES_OUT: out },
      stdio: ["ignore", 2, 2],
    });
  }
  judgeActivities(out);
} finally {
  rmSync(work, { recursive: true, force: true });
}

for (const failure of failures) console.log("FAILED " + failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length || !passed ? 1 : 0);
