// How much a page weighs on its way to a reader. Bytes are counted compressed with gzip; a kilobyte has 1,000.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = { html: 15_000, css: 8_000, js: 4_000 };
const REQUESTS = 6;

// The booklet is all pages at once, with a style sheet of its own beside that of the site, which its reader has already. It may weigh
// what it takes the place of: that is no more than all pages together.
const BOOKLET = { html: 120_000, css: 9_000, js: 4_000 };
const isBooklet = (html) => /<article class="book">/.test(readFileSync(html, "utf8"));

const compressed = (file) => gzipSync(readFileSync(file)).length;

/** The page and what it loaded, against what is allowed. `requests` are URLs. */
export const weigh = (folder, html, requests) => {
  const paths = [...new Set(requests.map((url) => new URL(url).pathname))];
  const loaded = (extension) => paths.filter((path) => path.endsWith(extension)).map((path) => join(folder, decodeURIComponent(path)));
  const total = (files) => files.reduce((sum, file) => sum + compressed(file), 0);
  const weight = { html: compressed(html), css: total(loaded(".css")), js: total(loaded(".js")), requests: paths.length };
  const faults = [];
  const [budget, sheets] = isBooklet(html) ? [BOOKLET, 2] : [BUDGET, 1];
  for (const [kind, limit] of Object.entries(budget)) {
    if (weight[kind] > limit) faults.push(`${weight[kind]} bytes of ${kind}, ${limit} are allowed`);
  }
  if (loaded(".css").length > sheets) faults.push(`${loaded(".css").length} style sheets, ${sheets} allowed`);
  if (weight.requests > REQUESTS) faults.push(`${weight.requests} requests, ${REQUESTS} are allowed: ${paths.join(" ")}`);
  return { weight, faults };
};
