// A journey of the whole program with Microsoft's own routes of a connector service (npm botbuilder): Teams on loopback, which keeps a journal
// of all that is sent to it, and answers a post with one fault after another. Microsoft's newer reader judges every activity.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { check, freePort, run, until } from "./program.mjs";

const require = createRequire(import.meta.url);
const { Activity } = require("@microsoft/agents-activity");
const { ChannelServiceHandlerBase, ChannelServiceRoutes } = require("botbuilder");

const channel = "19:desk@thread.tacv2";
const team = "19:general@thread.tacv2";
const root = "1700000000000";

// Every request: method, conversation, the activity that it is about, the body, when it came, and whether it was taken.
const journal = [];
const strange = [];
const faults = [];

class Service extends ChannelServiceHandlerBase {
  // There is no app id, so there is no token.
  async authenticate() {
    return undefined;
  }

  async onSendToConversation(_, conversation, activity) {
    return { id: this.keep("POST", conversation, undefined, activity) };
  }

  async onReplyToActivity(_, conversation, about, activity) {
    return { id: this.keep("POST", conversation, about, activity) };
  }

  async onUpdateActivity(_, conversation, about, activity) {
    this.keep("PUT", conversation, about, activity);
    return { id: about };
  }

  keep(method, conversation, about, activity) {
    journal.push({ method, conversation, about, activity, at: Date.now(), taken: true, id: `${1800000000000 + journal.length}` });
    return journal.at(-1).id;
  }
}

// Just enough of a web server for the routes: they register by method and path, and answer by status, send and end.
async function openService() {
  const routes = [];
  const add = (method) => (path, act) => routes.push({ method, path: new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`), act });
  new ChannelServiceRoutes(new Service()).register({ post: add("POST"), put: add("PUT"), get: add("GET"), delete: add("DELETE") }, "/amer");
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const path = new URL(request.url, "http://localhost").pathname;
    const route = routes.find((r) => r.method === request.method && r.path.test(path));
    if (!route) {
      strange.push(`${request.method} ${path}`);
      response.writeHead(404).end();
      return;
    }

    request.params = Object.fromEntries(Object.entries(route.path.exec(path).groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
    request.body = text ? JSON.parse(text) : undefined;
    // A new post: what is said in a thread has its root in the conversation's id.
    if (request.method === "POST" && request.params.conversationId === channel && faults.length > 0) {
      journal.push({ method: "POST", conversation: channel, activity: request.body, at: Date.now(), taken: false });
      faults.shift()(response);
      return;
    }

    response.status = (status) => (response.statusCode = status);
    response.send = (body) => response.write(typeof body === "string" ? body : JSON.stringify(body));
    response.setHeader("content-type", "application/json");
    route.act(request, response, () => {});
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

let ids = 0;
const service = await openService();
const address = `http://127.0.0.1:${service.address().port}/amer/`;
let elsewhere = 0;
const other = createServer((_, response) => {
  elsewhere++;
  response.end("{}");
});
await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));

function activity(type, conversation, more) {
  return {
    type, id: `in-${++ids}`, timestamp: new Date().toISOString(), channelId: "msteams", serviceUrl: address,
    from: { id: "29:ayesha", name: "Ayesha", aadObjectId: "aad-ayesha" }, recipient: { id: "28:newsbot", name: "NewsBot" },
    conversation: { isGroup: true, conversationType: "channel", tenantId: "t-1", id: conversation },
    channelData: { tenant: { id: "t-1" }, team: { id: team, name: "Foreign desk" }, channel: { id: channel, name: "Talks" } },
    entities: [{ type: "clientInfo", locale: "en-GB", platform: "Web", timezone: "Asia/Karachi" }],
    ...more,
  };
}

async function bring(bot, sent) {
  const answer = await fetch(`${bot}/api/messages`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) });
  check(`${sent.type} ${sent.name ?? sent.text ?? ""} is answered`, answer.ok ? undefined : `${answer.status}`);
  return answer.text();
}

function say(bot, text) {
  const mention = { type: "mention", text: "<at>NewsBot</at>", mentioned: { id: "28:newsbot", name: "NewsBot" } };
  return bring(bot, activity("message", `${channel};messageid=${root}`, { text: `<at>NewsBot</at> ${text}`, textFormat: "plain", entities: [mention] }));
}

const shown = (entry) => JSON.stringify([entry.activity.text, entry.activity.attachments]);
const card = (entry) => entry.activity.attachments?.[0]?.content;
const title = (action) => action.title;

async function journey(bot) {
  await bring(bot, activity("conversationUpdate", channel, { membersAdded: [{ id: "28:newsbot" }] }));
  await bring(bot, activity("installationUpdate", channel, { action: "add" }));
  await until("an installation is greeted", () => journal.length > 0);

  // What Teams asks for, a conflict of its own, an address that leads elsewhere, a connection that is cut.
  const cut = (response) => response.socket.destroy();
  faults.push(
    (response) => response.writeHead(429, { "retry-after": "4" }).end(),
    (response) => response.writeHead(412).end(),
    (response) => response.writeHead(307, { location: `http://localhost:${other.address().port}/` }).end(),
    cut);
  await say(bot, "subscribe pak-us");
  await until("a line is answered in its thread", () => journal.find((e) => e.conversation === `${channel};messageid=${root}` && shown(e).includes("#1")));

  const alert = await until("an alert comes by itself, after every fault", () =>
    journal.find((e) => e.taken && e.method === "POST" && e.conversation === channel && card(e)?.actions?.map(title).includes("Why")));
  const refused = journal.filter((e) => !e.taken);
  check("an installation is greeted once", journal.filter((e) => e.at < refused[0]?.at && e.conversation === channel).length === 1 ? undefined : "it is not");
  check("each fault was met once", refused.length === 4 && faults.length === 0 ? undefined : `${refused.length} met, ${faults.length} left`);
  const words = /“[^”"\\]{20,60}/.exec(shown(refused[0]))?.[0];
  check("it was the same alert each time", words && refused.every((e) => shown(e).includes(words)) ? undefined : words);
  check("what Teams asks for is waited for", refused[1]?.at - refused[0]?.at >= 4000 ? undefined : `${refused[1]?.at - refused[0]?.at} ms`);
  check("nothing goes where a redirect leads", elsewhere === 0 ? undefined : `${elsewhere} requests`);
  check("no try but one after a lost answer is called a repeat", refused.some((e) => shown(e).includes("may be a repeat")) ? "one is" : undefined);
  const repeat = await until("the post whose answer was lost is made again, and says so", () =>
    journal.find((e) => e.taken && e.conversation === channel && shown(e).includes(words)));
  check("it says that it may be a repeat", shown(repeat).includes("may be a repeat") ? undefined : shown(repeat));

  const place = { ...activity("invoke", `${channel};messageid=${alert.id}`), name: "adaptiveCard/action", replyToId: alert.id };
  const why = card(alert).actions.find((a) => a.title === "Why");
  const pressed = JSON.parse(await bring(bot, { ...place, value: { action: { type: why.type, verb: why.verb, data: why.data }, trigger: "manual" } }));
  check("a press is answered as Teams wants it", pressed.statusCode === 200 ? undefined : JSON.stringify(pressed));
  await until("and in the thread of its card", () => journal.find((e) => e.conversation === `${channel};messageid=${alert.id}` && shown(e).includes("Matched")));

  const edit = await until("an alert is brought up to date in its place", () => journal.find((e) => e.method === "PUT"));
  check("it is one that was posted", journal.some((e) => e.id === edit.about && e.method === "POST") ? undefined : edit.about);
  await until("its thread tells those who have read it before", () => journal.find((e) => e.conversation === `${channel};messageid=${edit.about}` && e.at >= edit.at));

  check("every request has a route of Microsoft's", strange.length ? strange.join(", ") : undefined);
  for (const [i, entry] of journal.entries()) {
    let problem;
    try {
      const read = Activity.fromObject(JSON.parse(JSON.stringify(entry.activity)));
      if (read.type !== entry.activity.type) problem = "their reader reads another type";
    } catch (error) {
      problem = error.message;
    }
    check(`activity ${i}`, problem);
  }
}

const bot = `http://127.0.0.1:${await freePort()}`;
await run(bot, {}, () => journey(bot), async () => {
  service.closeAllConnections();
  service.close();
  other.close();
});
