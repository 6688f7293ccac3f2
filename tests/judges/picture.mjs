// Draws every template of cards/ with its sample by Microsoft's renderer, in Debian's chromium: cards/NAME.png, or FOLDER/NAME.png.
// With --check it draws nothing into a folder and says which pictures in cards/ are not what the cards look like now: of another size, or
// with more than one point in a hundred of another colour, since another chromium smooths letters differently.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { Template } = require("adaptivecards-templating");
const { chromium } = require("playwright-core");

const root = fileURLToPath(new URL("../..", import.meta.url));
const isCheck = process.argv[2] === "--check";
const folder = isCheck ? undefined : process.argv[2] ?? join(root, "cards");
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

// Two pictures, point by point, in the browser, which reads PNG.
async function differ(...pictures) {
  return page.evaluate(async (texts) => {
    const [one, other] = await Promise.all(texts.map(async (text) => {
      const image = await createImageBitmap(await (await fetch("data:image/png;base64," + text)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, image.width, image.height);
    }));
    if (one.width !== other.width || one.height !== other.height)
      return `${one.width} x ${one.height} now, ${other.width} x ${other.height} in the picture`;
    let different = 0;
    for (let i = 0; i < one.data.length; i += 4)
      if ([0, 1, 2].some((c) => Math.abs(one.data[i + c] - other.data[i + c]) > 64)) different++;
    const share = (400 * different) / one.data.length;
    return share > 1 ? `${share.toFixed(1)} of 100 points differ` : undefined;
  }, pictures.map((p) => p.toString("base64")));
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 552, height: 400 }, deviceScaleFactor: 1.5 });
await page.setContent(`<!doctype html><style>${style}</style><div class="card"></div>`);
await page.addScriptTag({ path: require.resolve("adaptivecards/dist/adaptivecards.js") });
const old = [];
for (const name of names) {
  const card = new Template(read(name + ".json")).expand({ $root: read(name + ".sample.json") });
  await page.evaluate(([json, config]) => {
    const { AdaptiveCard, HostConfig } = window.AdaptiveCards;
    const one = new AdaptiveCard();
    one.hostConfig = new HostConfig(config);
    one.parse(json);
    document.querySelector(".card").replaceChildren(one.render());
  }, [card, hostConfig]);
  const drawn = await page.locator("body").screenshot(isCheck ? {} : { path: join(folder, name + ".png") });
  if (!isCheck) continue;
  const difference = await differ(drawn, readFileSync(join(root, "cards", name + ".png")));
  if (difference) old.push(`${name}.png: ${difference}`);
}

await browser.close();
for (const picture of old) console.error(picture);
if (old.length) console.error("Draw them anew: npm run picture --prefix tests/judges");
console.log(isCheck ? `${names.length} pictures, ${old.length} out of date` : `${names.length} pictures`);
process.exitCode = old.length ? 1 : 0;
