// Gate: the weight of a page. Bytes are counted after gzip; a kilobyte has 1,000 bytes.

import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { isBooklet } from "../shared/pages.mjs";

const BUDGET = { html: 15_000, css: 8_000, js: 4_000 };
const REQUESTS = 6;

// The booklet holds all pages and has a second style sheet. It may weigh as much as the pages that it replaces.
const BOOKLET = { html: 40_000, css: 9_000, js: 4_000 };

// Code in colors has a style sheet and a script of its own, which pages without code do not load.
const hasCode = (html) => readFileSync(html, "utf8").includes('class="code-block"');

const compressed = (file) => gzipSync(readFileSync(file)).length;

/** Compares a page and the files that it loaded with the budget. `html` is its file, `requests` are URLs at the server. */
export const weigh = (server, html, requests) => {
  const urls = [...new Set(requests)];
  const files = urls.map(server.fileOf).filter((file) => file !== null && existsSync(file));
  const loaded = (extension) => files.filter((file) => file.endsWith(extension));
  const total = (files) => files.reduce((sum, file) => sum + compressed(file), 0);
  const weight = { html: compressed(html), css: total(loaded(".css")), js: total(loaded(".js")), requests: urls.length };
  const faults = [];
  const code = hasCode(html) ? 1 : 0;
  const [budget, sheets] = isBooklet(html) ? [BOOKLET, 2 + code] : [BUDGET, 1 + code];
  const allowed = REQUESTS + 2 * code;
  for (const [kind, limit] of Object.entries(budget)) {
    if (weight[kind] > limit) faults.push(`weight: ${weight[kind]} bytes of ${kind}, ${limit} are allowed`);
  }
  if (loaded(".css").length > sheets) faults.push(`weight: ${loaded(".css").length} style sheets, ${sheets === 1 ? "1 is" : `${sheets} are`} allowed`);
  if (weight.requests > allowed) faults.push(`weight: ${weight.requests} requests, ${allowed} are allowed: ${urls.join(" ")}`);
  return { weight, faults };
};
