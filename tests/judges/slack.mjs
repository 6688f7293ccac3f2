// A journey of the whole program with software of others: a Slack workspace on loopback (emulate) brings what people do there, signed, and
// takes what NewsBot says; the person uses Slack's own client library. What that workspace does not know, the slash command, the button and
// Home, is brought by this script, signed as Slack signs.
import { createHmac } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WebClient } from "@slack/web-api";
import { createEmulator } from "emulate";
import { check, freePort, run, until } from "./program.mjs";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";

// The workspace tells its events to whoever is registered in its dispatcher, which it hands to its plug-in only.
async function openWorkspace(port, bot) {
  const parts = fileURLToPath(new URL(".", import.meta.resolve("emulate")));
  const part = readdirSync(parts).find((name) => name.endsWith(".js") && /export \{[^}]*\bslackPlugin\b/.test(readFileSync(join(parts, name), "utf8")));
  const { slackPlugin } = await import(pathToFileURL(join(parts, part)));
  const register = slackPlugin.register;
  slackPlugin.register = function (app, store, webhooks, ...rest) {
    webhooks.register({ url: `${bot}/slack/events`, events: ["*"], active: true, owner: "slack" });
    return register.call(this, app, store, webhooks, ...rest);
  };
  return createEmulator({
    service: "slack",
    hostname: "127.0.0.1",
    port,
    seed: {
      slack: {
        signing_secret: secret,
        strict_scopes: true,
        users: [{ name: "ayesha" }],
        channels: [{ name: "desk" }],
        tokens: [{ token: "xoxp-ayesha", user: "ayesha" }],
        oauth_apps: [{ app_id: "A1", client_id: "1.2", client_secret: "client-secret", name: "NewsBot", redirect_uris: [`${bot}/slack/oauth`] }],
      },
    },
  });
}

function sign(body, timestamp = Math.floor(Date.now() / 1000)) {
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": `${timestamp}`, "x-slack-signature": `v0=${signature}` };
}

async function bring(bot, path, type, body) {
  const answer = await fetch(bot + path, { method: "POST", headers: { "content-type": type, ...sign(body) }, body });
  check(`${path} acknowledges`, answer.ok ? undefined : `${answer.status}`);
}

// A person's browser: what they are shown, and the workspace's page on which they let the app in.
async function install(bot, workspace, user) {
  const begin = await fetch(`${bot}/slack/install`, { redirect: "manual" });
  const asked = new URL(begin.headers.get("location"));
  check("install: sends the browser to Slack", asked.origin === "https://slack.com" ? undefined : asked.origin);
  const form = new URLSearchParams(asked.searchParams);
  form.set("user_id", user);
  const agreed = await fetch(`${workspace}/oauth/v2/authorize/callback`, { method: "POST", body: form, redirect: "manual" });
  const finished = await fetch(agreed.headers.get("location"), { headers: { cookie: begin.headers.getSetCookie()[0].split(";")[0] } });
  const page = await finished.text();
  check("install: is completed", page.includes("NewsBot is installed") ? undefined : page);
}

const said = (message) => JSON.stringify([message.text, message.blocks]);
const buttons = (message) => (message.blocks ?? []).flatMap((block) =>
  [...(block.elements ?? []), block.accessory].filter((e) => e?.type === "button").map((element) => ({ element, block })));

async function journey(bot, workspace) {
  const person = new WebClient("xoxp-ayesha", { slackApiUrl: `${workspace}/api/` });
  const me = await person.auth.test();
  const channel = (await person.conversations.list()).channels.find((c) => c.name === "desk").id;
  await install(bot, workspace, me.user_id);
  const self = (await person.users.list()).members.find((u) => u.is_bot).id;
  // What the bot has posted in the channel itself, as it was when it was first seen.
  const asPosted = new Map();
  const history = async () => {
    const { messages } = await person.conversations.history({ channel, limit: 200 });
    for (const m of messages.filter(isOwnPost)) if (!asPosted.has(m.ts)) asPosted.set(m.ts, said(m));
    return messages;
  };
  const isOwnPost = (m) => m.user === self && (m.thread_ts ?? m.ts) === m.ts;

  await person.conversations.invite({ channel, users: self });
  const asked = await person.chat.postMessage({ channel, text: `<@${self}> subscribe pak-us` });
  const thread = () => person.conversations.replies({ channel, ts: asked.ts });
  await until("a mention is answered in its thread", async () => (await thread()).messages.find((m) => m.user === self && said(m).includes("#1")));

  const alert = await until("an alert comes by itself, with a verbatim quote", async () =>
    (await history()).find((m) => m.user === self && !m.thread_ts && /[“"«]/.test(said(m)) && buttons(m).some((b) => b.element.text.text === "Why")));
  check("the alert has a text for notifications", alert.text?.length > 20 ? undefined : alert.text);
  check("no message opens previews", (await history()).every((m) => m.user !== self || (m.unfurl_links === false && m.unfurl_media === false)) ? undefined : "one does");

  const answers = [];
  const hooks = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    answers.push(JSON.parse(body));
    response.end("ok");
  });
  await new Promise((resolve) => hooks.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${hooks.address().port}/actions`;
    const { element, block } = buttons(alert).find((b) => b.element.text.text === "Why");
    await bring(bot, "/slack/interactions", "application/x-www-form-urlencoded", new URLSearchParams({
      payload: JSON.stringify({
        type: "block_actions", team: { id: me.team_id, domain: "emulate" }, user: { id: me.user_id, team_id: me.team_id }, api_app_id: "A1", enterprise: null,
        container: { type: "message", message_ts: alert.ts, channel_id: channel, is_ephemeral: false }, channel: { id: channel, name: "desk" },
        message: { type: "message", ts: alert.ts }, response_url: `${url}/1`, trigger_id: "1.1.a",
        actions: [{ type: "button", action_id: element.action_id, block_id: block.block_id ?? "b", value: element.value, action_ts: "1700000001.000100" }],
      }),
    }).toString());
    await until("a press of Why is answered, to the presser alone", async () => answers.find((a) => a.response_type === "ephemeral" && a.replace_original === false));

    answers.length = 0;
    await bring(bot, "/slack/commands", "application/x-www-form-urlencoded", new URLSearchParams({
      team_id: me.team_id, team_domain: "emulate", channel_id: channel, channel_name: "desk", user_id: me.user_id, user_name: "ayesha", command: "/newsbot",
      text: "list", api_app_id: "A1", is_enterprise_install: "false", response_url: `${url}/2`, trigger_id: "1.1.b",
    }).toString());
    await until("a slash command is answered", async () => answers.find((a) => said(a).includes("#1")));
  } finally {
    hooks.close();
  }

  const updated = await until("an alert is brought up to date in its place", async () =>
    (await history()).find((m) => isOwnPost(m) && asPosted.get(m.ts) !== said(m)));
  const words = /“[^”"\\]{20,60}/.exec(said(updated))?.[0];
  const repeats = (await history()).filter((m) => isOwnPost(m) && words && said(m).includes(words));
  check("it is not posted a second time", words && repeats.length === 1 ? undefined : `${repeats.length} posts have ${words}`);
  await until("its thread tells those who have read it before", async () =>
    (await person.conversations.replies({ channel, ts: updated.ts })).messages.find((m) => m.user === self && m.ts !== updated.ts));

  const direct = (await person.conversations.open({ users: self })).channel.id;
  await person.chat.postMessage({ channel: direct, text: "topics" });
  await until("a direct message is answered where it was said", async () =>
    (await person.conversations.history({ channel: direct })).messages.find((m) => m.user === self && said(m).includes("Pakistan")));

  await person.chat.postMessage({ channel, text: `<@${self}> digest now` });
  await until("a digest comes when it is asked for", async () => (await person.conversations.history({ channel, limit: 200 })).messages
    .find((m) => m.text?.includes("digest now") && m.reply_count > 0));

  // In direct messages its own words would be taken as said to it.
  const own = async () => (await person.conversations.history({ channel: direct })).messages.filter((m) => m.user === self).length;
  const before = await own();
  await sleep(3000);
  check("it does not answer itself", (await own()) === before ? undefined : "it did");

  await person.conversations.archive({ channel });
  await bring(bot, "/slack/events", "application/json", JSON.stringify({
    type: "event_callback", team_id: me.team_id, api_app_id: "A1", event_id: "EvGone", event_time: Math.floor(Date.now() / 1000), event: { type: "app_uninstalled" },
  }));
  await sleep(2000);
  await person.chat.postMessage({ channel: direct, text: "topics" });
  await sleep(4000);
  check("after its removal it is silent", (await own()) === before ? undefined : "it answered");
}

const bot = `http://127.0.0.1:${await freePort()}`;
const port = await freePort();
const slack = `http://127.0.0.1:${port}`;
const workspace = await openWorkspace(port, bot);
await run(
  bot,
  { Slack__ApiUrl: `${slack}/api/`, Slack__SigningSecret: secret, Slack__ClientId: "1.2", Slack__ClientSecret: "client-secret", PublicAddress: bot },
  () => journey(bot, slack),
  () => workspace.close());
