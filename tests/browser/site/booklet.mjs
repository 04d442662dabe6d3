// The booklet of a built site, on paper.
//
//   node booklet.mjs FOLDER
//
// Printed on A4 and on Letter: each chapter begins on a new page, nothing else of the site is printed, and all links stay within the
// booklet. Prints a line for each fault; the last line counts them.

import { inflateSync } from "node:zlib";
import { resolve } from "node:path";
import { launch, watchedTab } from "../shared/browser.mjs";
import { serve } from "../shared/server.mjs";

const folder = resolve(process.argv[2]);
const faults = [];
const server = await serve(folder);
const browser = await launch();

/** Reads the number of pages of a PDF and their sizes in points. */
const facts = (bytes) => {
  const text = Buffer.from(bytes).toString("latin1");
  // Streams can hold compressed objects.
  const streams = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: { length } }) => {
    try {
      return inflateSync(bytes.subarray(index + length), { finishFlush: 2 }).toString("latin1");
    } catch {
      return "";
    }
  });
  const all = [text, ...streams].join("\n");
  const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(all) ?? [];
  return { pages: all.match(/\/Type\s*\/Page\b/g)?.length ?? 0, width: Math.round(width), height: Math.round(height) };
};

/** Returns the printed elements around the booklet, and the breaks before its chapters. */
const printed = () => {
  const shown = (element) => element.checkVisibility();
  const chapters = [...document.querySelectorAll(".chapter")];
  const links = [...document.querySelectorAll(".book a[href]")].map((link) => link.getAttribute("href"));
  const ids = new Set([...document.querySelectorAll("[id]")].map(({ id }) => id));
  const outer = document.querySelectorAll(".book .prose a[href^=http]");
  return {
    around: [...document.querySelectorAll("header.site-header, footer.site-footer, nav:not(.contents), button")].filter(shown).length,
    chapters: chapters.length,
    onNewPage: chapters.filter((chapter) => getComputedStyle(chapter).breakBefore === "page").length,
    headings: [...document.querySelectorAll(".chapter :is(h2, h3, h4, h5, h6)")].filter((h) => getComputedStyle(h).breakAfter !== "avoid").length,
    astray: links.filter((link) => !/^(https?|mailto|tel):/.test(link) && !(link.startsWith("#") && ids.has(decodeURIComponent(link.slice(1))))),
    unaddressed: [...outer].filter((link) => !getComputedStyle(link, "::after").content.includes("attr(") && !getComputedStyle(link, "::after").content.includes("http")).length,
    contents: document.querySelectorAll(".contents a").length,
  };
};

let pages = 0;
try {
  const { page, faults: told } = await watchedTab(browser, server.address);
  await page.goto(new URL("booklet/", server.address).href, { waitUntil: "load" });
  await page.emulateMediaType("print");
  const found = await page.evaluate(printed);
  if (found.chapters === 0) faults.push("there are no chapters");
  if (found.around > 0) faults.push(`${found.around} parts of the site around the booklet are printed`);
  if (found.onNewPage !== found.chapters) faults.push(`${found.chapters - found.onNewPage} chapters do not begin on a new page`);
  if (found.headings > 0) faults.push(`${found.headings} headings may stand alone at the end of a page`);
  if (found.contents !== found.chapters) faults.push(`the contents list ${found.contents} of ${found.chapters} chapters`);
  if (found.unaddressed > 0) faults.push(`${found.unaddressed} links to other sites do not print their addresses`);
  faults.push(...found.astray.map((link) => `${link} leads to nothing in the booklet`));
  for (const [format, width, height] of [["A4", 595, 842], ["Letter", 612, 792]]) {
    const pdf = facts(Buffer.from(await page.pdf({ format })));
    pages += pdf.pages;
    // The cover and the table of contents have a page each.
    if (pdf.pages < found.chapters + 2) faults.push(`${format}: ${pdf.pages} pages for ${found.chapters} chapters`);
    if (Math.abs(pdf.width - width) > 2 || Math.abs(pdf.height - height) > 2) faults.push(`${format}: ${pdf.width} by ${pdf.height} points`);
  }
  faults.push(...told);
} finally {
  await browser.close();
  server.close();
}
faults.forEach((fault) => console.log(fault));
console.log(`${pages} pages of paper: ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
