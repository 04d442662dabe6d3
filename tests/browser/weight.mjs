// How much a page weighs on its way to a reader. Bytes are counted compressed with gzip; a kilobyte has 1,000.

import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = { html: 15_000, css: 8_000, js: 4_000 };
const REQUESTS = 6;

const compressed = (file) => gzipSync(readFileSync(file)).length;

/** A page and what it loaded, against what is allowed. `html` is its file, `requests` are URLs at the server. */
export const weigh = (server, html, requests) => {
  const urls = [...new Set(requests)];
  const files = urls.map(server.fileOf).filter((file) => file !== null && existsSync(file));
  const loaded = (extension) => files.filter((file) => file.endsWith(extension));
  const total = (files) => files.reduce((sum, file) => sum + compressed(file), 0);
  const weight = { html: compressed(html), css: total(loaded(".css")), js: total(loaded(".js")), requests: urls.length };
  const faults = [];
  for (const [kind, limit] of Object.entries(BUDGET)) {
    if (weight[kind] > limit) faults.push(`weight: ${weight[kind]} bytes of ${kind}, ${limit} are allowed`);
  }
  if (loaded(".css").length > 1) faults.push(`weight: ${loaded(".css").length} style sheets, 1 is allowed`);
  if (weight.requests > REQUESTS) faults.push(`weight: ${weight.requests} requests, ${REQUESTS} are allowed: ${urls.join(" ")}`);
  return { weight, faults };
};
