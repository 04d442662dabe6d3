// Sites that a reader opens from a folder, by `file://`.
//
//   node offline.mjs FOLDER
//
// FOLDER holds built sites. The test follows every link from index.html on, breadth first. Every page must load without errors, with its
// styles and scripts; every link must lead to a file of the site and to an existing id; and the links must reach every page of the site.
// Prints a line for each fault; the last line counts them.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, watchedTab } from "../shared/browser.mjs";

const folder = resolve(process.argv[2]);

/** Returns one form of a URL, which can be encoded in several ways. */
const canonical = (url) => pathToFileURL(fileURLToPath(url.replace(/[?#].*/, ""))).href;

const htmlFiles = (site) =>
  readdirSync(site, { recursive: true })
    .filter((name) => name.endsWith(".html") && !name.startsWith(".milepost"))
    .map((name) => join(site, name));

const isRedirect = (file) => /<meta http-equiv="refresh"/i.test(readFileSync(file, "utf8"));

/** Returns the address to which a redirect leads within ten seconds. */
const targetOf = async (page, url) => {
  const current = () => canonical(page.url());
  for (let tries = 0; current() === url && tries < 200; tries += 1) await setTimeout(50);
  return current();
};

/** Returns the ids of a page, and its links in absolute form. */
const contents = () => {
  const absolute = (url) => new URL(url, document.baseURI).href;
  const attributes = ["href", "xlink:href", "src", "poster", "data", "action"];
  const urls = [...document.querySelectorAll("*")].flatMap((element) =>
    attributes.filter((name) => element.hasAttribute(name)).map((name) => [element.localName, element.getAttribute(name)]),
  );
  const candidates = [...document.querySelectorAll("[srcset]")].flatMap(({ srcset }) => srcset.split(",").map((text) => text.trim().split(/\s/)[0]));
  return {
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    urls: [...urls.filter(([, url]) => url), ...candidates.map((url) => ["srcset", url])].map(([name, url]) => [name, url, absolute(url)]),
  };
};

/** Returns the faults of the theme's style sheet, and of the switch between light and dark. */
const styleFaults = () => {
  const button = document.querySelector("[data-theme-switch]");
  if (!document.querySelector("link[rel=stylesheet]")) return [];
  const color = () => getComputedStyle(document.documentElement).backgroundColor;
  const faults = [];
  if (document.body.className.startsWith("kind-") && color() === "rgba(0, 0, 0, 0)") faults.push("the style sheet is not in force");
  if (button) {
    const before = [color(), button.hidden];
    button.click();
    if (before[1] || before[0] === color()) faults.push("the switch between light and dark does nothing");
    button.click();
    if (before[0] !== color()) faults.push("the switch does not lead back");
  }
  return faults;
};

const walk = async (browser, site) => {
  const faults = [];
  const start = pathToFileURL(join(site, "index.html")).href;
  const tab = await watchedTab(browser, start);
  tab.page.on("requestfailed", (request) => faults.push(`${request.url()} cannot be loaded`));
  const ids = new Map();
  const links = [];
  const waiting = [start];
  // No page links to old addresses.
  const others = htmlFiles(site).map((file) => pathToFileURL(file).href);
  for (const list of [waiting, others]) {
    const isLinked = list === waiting;
    for (const url of list) {
      if (ids.has(url)) continue;
      tab.faults.length = 0;
      await tab.page.goto(url, { waitUntil: "load" });
      if (isRedirect(fileURLToPath(url))) {
        const to = await targetOf(tab.page, url);
        if (!ids.has(to)) faults.push(`${url} leads on to ${to}, where nothing is`);
        continue;
      }
      const found = await tab.page.evaluate(contents);
      ids.set(url, new Set(found.ids));
      if (!isLinked) faults.push(`nothing leads to ${url}`);
      faults.push(...(await tab.page.evaluate(styleFaults)).map((text) => `${url}: ${text}`));
      faults.push(...tab.faults.map((text) => `${url}: ${text}`));
      for (const [element, written, target] of found.urls) {
        if (!target.startsWith("file:")) continue;
        links.push({ from: url, written, target });
        const page = canonical(target);
        if (element === "a" && page.endsWith(".html")) waiting.push(page);
      }
    }
  }
  for (const { from, written, target } of links) {
    const [page, fragment] = [canonical(target), target.split("#")[1]];
    const file = fileURLToPath(page);
    if (!file.startsWith(site + sep)) faults.push(`${from}: ${written} leads out of the site`);
    else if (!existsSync(file) || !statSync(file).isFile()) faults.push(`${from}: ${written} leads to no file`);
    else if (fragment && ids.has(page) && !ids.get(page).has(decodeURIComponent(fragment))) {
      faults.push(`${from}: ${written} leads to no id`);
    }
  }
  await tab.page.close();
  return { faults, pages: ids.size, links: links.length };
};

const faults = [];
let [pages, links] = [0, 0];
const browser = await launch();
try {
  for (const name of readdirSync(folder)) {
    const found = await walk(browser, join(folder, name));
    faults.push(...found.faults);
    pages += found.pages;
    links += found.links;
  }
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(fault));
console.log(`${pages} pages and ${links} links by file://: ${faults.length} faults.`);
process.exitCode = faults.length === 0 && pages > 10 && links > 300 ? 0 : 1;
