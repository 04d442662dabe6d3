// Judges every page of a built site.
//
//   node quality.mjs FOLDER [PATH]
//
// PATH is the path of the site's base URL: `/guide/`. Prints a line for each fault; the last line counts them.

import { resolve } from "node:path";
import { judge } from "./judge.mjs";

const [folder = "public", below = "/"] = process.argv.slice(2);
const began = performance.now();
const { files, faults, heaviest } = await judge(resolve(folder), { below });

faults.forEach((fault) => console.log(fault));
const { html, css, js, requests } = heaviest;
console.log(`Heaviest: HTML ${html}, CSS ${css}, JavaScript ${js} bytes compressed, ${requests} requests.`);
console.log(`${files.length} pages, judged in ${Math.round((performance.now() - began) / 1000)} s: ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
