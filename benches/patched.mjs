// From the save of a file to the patched page in a real browser, on sites of 100, 1,000 and 10,000 pages.
//
//   cargo build --release && (cd tests/browser && npm ci --omit=optional --ignore-scripts)
//   node benches/patched.mjs [PAGES...]
//
// Times are milliseconds, median and worst of 20 edits, from the moment in which the new file stands in its place to the moment in
// which the open page has the edit in its DOM. They hold the quiet window of 10 ms. Beside it: how long a request for another page
// takes while the site is built anew.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser/shared/browser.mjs";

const EDITS = 20;
const PROGRAM = fileURLToPath(new URL("../target/release/milepost", import.meta.url));
const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(100, 1_000, 10_000);

const writer = (folder) => (path, text) => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new~`, text);
  renameSync(`${file}.new~`, file);
};

const WORDS = "easy miles warm evenings tired legs slow hills long roads good shoes early starts calm breath".split(" ");
const paragraph = (seed) => Array.from({ length: 60 }, (_, index) => WORDS[(seed * 7 + index * 3) % WORDS.length]).join(" ");
const page = (number, title, word) =>
  `---\ntitle: ${title}\ndescription: Page number ${number} of a site to measure with.\ntags: [t${number % 20}]\n---\n\n${word}\n\n` +
  Array.from({ length: 5 }, (_, part) => `## Part ${part + 1}\n\n${paragraph(number + part)}`).join("\n\n");

const section = (number) => `content/section-${Math.floor(number / 100)}`;
const source = (number) => `${section(number)}/page-${number}.md`;

const write = (folder, pages) => {
  const put = writer(folder);
  put("site.yaml", "title: A site\nextra: {word: start}\n");
  put("data/words.yaml", "word: start\n");
  put("content/_index.md", "---\ntitle: Home\n---\nHome.\n");
  put("templates/base.html", base("start"));
  for (let number = 0; number < pages; number += 1) {
    if (number % 100 === 0) put(`${section(number)}/_index.md`, `---\ntitle: Section ${number / 100}\n---\n`);
    put(source(number), page(number, `Page ${number}`, "start"));
  }
};

const base = (word) =>
  `{% extends "stride/base.html" %}\n{% block footer %}<footer>${word} {{ data.words.word }} {{ site.extra.word }}</footer>{% endblock footer %}\n`;

// What is edited, and what of it the open page shows.
const KINDS = {
  body: (put, open, word) => put(source(open), page(open, `Page ${open}`, word)),
  title: (put, open, word) => put(source(open), page(open, word, "start")),
  "base template": (put, _, word) => put("templates/base.html", base(word)),
  data: (put, _, word) => put("data/words.yaml", `word: ${word}\n`),
  configuration: (put, _, word) => put("site.yaml", `title: A site\nextra: {word: ${word}}\n`),
};

const serve = async (folder) => {
  const server = spawn(PROGRAM, ["serve", "-p", "0", "-q", "-r", folder], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const address = line.match(/http:\S+/)?.[0];
    if (address) return { address, end: () => new Promise((done) => server.once("exit", done) && server.kill()) };
  }
  throw new Error(`${PROGRAM} did not start`);
};

const now = () => performance.timeOrigin + performance.now();

/** Has the tab say when a word came into its text. */
const watch = (tab, word) =>
  tab.evaluate(
    (word) =>
      new Promise((done) => {
        const isThere = () => document.documentElement.textContent.includes(word);
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          done(performance.timeOrigin + performance.now());
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    word,
  );

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const measure = async (browser, pages) => {
  const folder = mkdtempSync(join(tmpdir(), "milepost-bench-"));
  write(folder, pages);
  const server = await serve(folder);
  const tab = await browser.newPage();
  try {
    const open = Math.floor(pages / 2);
    const other = new URL(`section-0/page-1/`, server.address);
    await tab.goto(new URL(`section-${Math.floor(open / 100)}/page-${open}/`, server.address).href, { waitUntil: "load" });
    const put = writer(folder);
    for (const [kind, edit] of Object.entries(KINDS)) {
      const [times, requests] = [[], []];
      for (let number = 0; number < EDITS; number += 1) {
        // The idle thread is done with the last edit, as it is between two saves of a person; at 10,000 pages that takes seconds.
        await rest(Math.max(150, pages / 4));
        const word = `${kind.replaceAll(" ", "")}edit${number}x`;
        const seen = watch(tab, word);
        edit(put, open, word);
        const saved = now();
        const asked = performance.now();
        const answer = fetch(other).then((response) => response.text().then(() => ({ status: response.status, time: performance.now() - asked })));
        times.push((await seen) - saved);
        const { status, time } = await answer;
        if (status !== 200) throw new Error(`${other} was answered with ${status} during a build`);
        requests.push(time);
      }
      const cells = [median(times), Math.max(...times), Math.max(...requests)].map((time) => time.toFixed(1).padStart(9));
      console.log(`${String(pages).padStart(7)}  ${kind.padEnd(14)}${cells.join("")}`);
    }
  } finally {
    await tab.close();
    await server.end();
    rmSync(folder, { recursive: true });
  }
};

console.log("  pages  edit             median    worst  worst request meanwhile");
const browser = await launch();
try {
  for (const pages of sizes) await measure(browser, pages);
} finally {
  await browser.close();
}
