// No text in a field of front matter or of site.yaml becomes an element, a handler or a dialog.
//
//   node xss.mjs FOLDER
//
// FOLDER holds built sites that differ in the texts of their fields: `harmless`, and others. The test opens each page without a policy,
// which could hide a fault, and compares it with the harmless one. Prints a line for each fault; the last line counts them.

import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "../shared/browser.mjs";
import { serve } from "../shared/server.mjs";

const folder = resolve(process.argv[2]);

/** Returns the elements of a page, with everything in them that can run. */
const active = () => {
  const unsafe = /^[\s\u0000-\u001f]*(javascript|data|vbscript)\s*:/i;
  const addresses = ["href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster", "ping"];
  const runs = ({ name, value }) =>
    name.startsWith("on") || name === "srcdoc" || name === "style" || (addresses.includes(name) && unsafe.test(value));
  const told = (element) => {
    const attributes = [...element.attributes].filter(runs).map(({ name, value }) => ` ${name}=${value}`);
    return element.localName + attributes.join("");
  };
  return [...document.querySelectorAll("*")].map(told).join("\n");
};

const firstDifference = (found, expected) => {
  const at = found.findIndex((element, number) => element !== expected[number]);
  if (at < 0 && found.length === expected.length) return null;
  return `after ${found.slice(Math.max(0, at - 3), at).join(", ")}: ${found[at]} instead of ${expected[at]}`;
};

const pages = readdirSync(join(folder, "harmless"), { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .sort();
const sites = readdirSync(folder).filter((name) => name !== "harmless").sort();
const faults = [];
const browser = await launch();
const page = await browser.newPage();
page.on("dialog", async (dialog) => {
  faults.push(`${page.url()}: a dialog: ${dialog.message()}`);
  await dialog.dismiss();
});

const look = async (site) => {
  const server = await serve(join(folder, site), { rules: [] });
  const found = new Map();
  for (const name of pages) {
    await page.goto(new URL(name, server.address).href, { waitUntil: "load" });
    // A browser leaves a redirect before the test can read it, so its source is read.
    found.set(name, await page.evaluate(active));
    const graph = await page.evaluate(() => document.querySelector('script[type="application/ld+json"]')?.textContent);
    if (graph) JSON.parse(graph);
  }
  server.close();
  return found;
};

try {
  const harmless = await look("harmless");
  for (const site of sites) {
    for (const [name, found] of await look(site)) {
      const difference = firstDifference(found.split("\n"), harmless.get(name).split("\n"));
      if (difference) faults.push(`${site}/${name}: ${difference}`);
    }
  }
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(fault));
console.log(`${sites.length} payloads on ${pages.length} pages: ${faults.length} faults.`);
process.exitCode = faults.length === 0 && sites.length > 0 && pages.length > 0 ? 0 : 1;
