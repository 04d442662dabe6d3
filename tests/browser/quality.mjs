// What every page of a built site must satisfy, whoever reads it and on whatever.
//
//   node quality.mjs FOLDER
//
// Each page, in light and dark, on a narrow and a wide screen: accessible (axe), stable while it loads, not wider than the screen,
// silent in the console, with nothing from another host, light. And its HTML is valid. Pages that only lead on to a new
// address are left out. One line a fault; the last line counts.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ask } from "./ask.mjs";
import { violations } from "./axe.mjs";
import { launch, watchedTab } from "./browser.mjs";
import { htmlValidate, nu } from "./markup.mjs";
import { serve } from "./server.mjs";
import { weigh } from "./weight.mjs";

const folder = resolve(process.argv[2] ?? "public");
const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 1280];

const isRedirect = (file) => /<meta http-equiv="refresh"/i.test(readFileSync(file, "utf8"));

const pages = () =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".html") && !name.startsWith(".milepost"))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => !isRedirect(file));

const urlOf = (address, file) => new URL(relative(folder, file).replace(/(^|\/)index\.html$/, "$1"), address).href;

/** Adds up layout shifts from the first moment on. */
const watchShifts = () => {
  window.milepostShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.milepostShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
};

/** Scrolls through the page, so that what waits for a reader comes, and gives it two frames to settle. */
const readThrough = async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await frame();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await frame();
};

/** Opens whatever is folded; whether there was anything. */
const unfold = () => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((details) => (details.open = true));
  const menu = document.querySelector("[popover]");
  menu?.showPopover();
  return folded.length > 0 || Boolean(menu);
};

const look = async (tab, url, width) => {
  const { page, faults, requests } = tab;
  requests();
  faults.length = 0;
  await page.goto(url, { waitUntil: "load" });
  const found = { faults: [], requests: [] };
  await page.evaluate(readThrough);
  const { shift, overflow } = await page.evaluate(() => ({
    shift: window.milepostShift,
    overflow: document.documentElement.scrollWidth - innerWidth,
  }));
  if (shift !== 0) found.faults.push(`layout shift of ${shift}`);
  if (overflow > 0) found.faults.push(`${overflow} px wider than the screen`);
  found.faults.push(...(await violations(page)));
  // What is folded away has to be accessible too.
  const isNarrow = width < 600;
  if (isNarrow && (await page.evaluate(unfold))) {
    found.faults.push(...(await violations(page)).map((text) => `unfolded, ${text}`));
  }
  found.requests = requests();
  await page.evaluate(() => document.querySelector("[popover]:popover-open")?.hidePopover());
  if (await page.$(".search-button")) {
    await ask(page, "massage");
    found.faults.push(...(await violations(page)).map((text) => `searching, ${text}`));
  }
  found.faults.push(...faults);
  return found;
};

const files = pages();
if (files.length === 0) throw new Error(`there are no pages in ${folder}`);
const faults = [];
const heaviest = { html: 0, css: 0, js: 0, requests: 0 };

const server = await serve(folder);
const browser = await launch();
try {
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) {
      const tab = await watchedTab(browser, server.address);
      await tab.page.evaluateOnNewDocument(watchShifts);
      await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await tab.page.setViewport({ width, height: 800 });
      await tab.page.setCacheEnabled(false);
      for (const file of files) {
        const found = await look(tab, urlOf(server.address, file), width);
        const weighed = weigh(folder, file, found.requests);
        for (const kind of Object.keys(heaviest)) heaviest[kind] = Math.max(heaviest[kind], weighed.weight[kind]);
        const name = `${relative(folder, file)} (${scheme}, ${width} px)`;
        faults.push(...[...found.faults, ...weighed.faults].map((text) => `${name}: ${text}`));
      }
      await tab.page.close();
    }
  }
} finally {
  await browser.close();
  server.close();
}
faults.push(...nu(folder, files), ...(await htmlValidate(folder, files)));

faults.forEach((fault) => console.log(fault));
const { html, css, js, requests } = heaviest;
console.log(`Heaviest: HTML ${html}, CSS ${css}, JavaScript ${js} bytes compressed, ${requests} requests.`);
console.log(`${files.length} pages in ${SCHEMES.length} schemes at ${WIDTHS.join(" and ")} px: ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
