// Draws every template of cards/ with its sample by Microsoft's renderer, in Debian's chromium: cards/NAME.png.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { Template } = require("adaptivecards-templating");
const { chromium } = require("playwright-core");

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = process.argv[2] ?? join(root, "cards");
const read = (name) => JSON.parse(readFileSync(join(root, "cards", name), "utf8"));
const names = readdirSync(join(root, "cards")).filter((f) => f.endsWith(".sample.json")).map((f) => f.replace(".sample.json", ""));

// The look of a chat's light theme, with the fonts that every Debian has.
const hostConfig = {
  fontFamily: "'Liberation Sans', 'Noto Sans Arabic', 'Noto Color Emoji', sans-serif",
  fontTypes: {
    default: { fontFamily: "'Liberation Sans', 'Noto Sans Arabic', 'Noto Color Emoji', sans-serif" },
    monospace: { fontFamily: "'Liberation Mono', monospace" },
  },
  fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 26 },
  spacing: { small: 6, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 12 },
  separator: { lineThickness: 1, lineColor: "#E3E3E8" },
  actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8, spacing: "medium" },
  containerStyles: {
    default: {
      backgroundColor: "#FFFFFF",
      foregroundColors: {
        default: { default: "#1B1B1F", subtle: "#616166" },
        accent: { default: "#3B4CC0", subtle: "#3B4CC0", highlightColors: { default: "#E6E9FB", subtle: "#E6E9FB" } },
        attention: { default: "#B3261E", subtle: "#B3261E" },
        warning: { default: "#8A4B00", subtle: "#8A4B00", highlightColors: { default: "#FFF0D6", subtle: "#FFF0D6" } },
      },
    },
    emphasis: {
      backgroundColor: "#F4F4F7",
      foregroundColors: { default: { default: "#1B1B1F", subtle: "#616166" }, accent: { default: "#3B4CC0", subtle: "#3B4CC0" } },
    },
  },
};

const style = `
  body { margin: 0; padding: 16px; background: #F0F0F4; width: 520px }
  .card { background: #FFF; border-radius: 8px; box-shadow: 0 1px 3px #0002; padding: 4px }
  .ac-pushButton { font: 600 13px 'Liberation Sans', sans-serif; color: #1B1B1F; background: #FFF; border: 1px solid #C9C9D1; border-radius: 4px; padding: 6px 14px }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px }
  a { color: #3B4CC0; text-decoration: none }`;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 552, height: 400 }, deviceScaleFactor: 1.5 });
await page.setContent(`<!doctype html><style>${style}</style><div class="card"></div>`);
await page.addScriptTag({ path: require.resolve("adaptivecards/dist/adaptivecards.js") });
for (const name of names) {
  const card = new Template(read(name + ".json")).expand({ $root: read(name + ".sample.json") });
  await page.evaluate(([json, config]) => {
    const { AdaptiveCard, HostConfig } = window.AdaptiveCards;
    const one = new AdaptiveCard();
    one.hostConfig = new HostConfig(config);
    one.parse(json);
    document.querySelector(".card").replaceChildren(one.render());
  }, [card, hostConfig]);
  await page.locator("body").screenshot({ path: join(folder, name + ".png") });
}

await browser.close();
console.log(`${names.length} pictures`);
