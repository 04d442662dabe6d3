// What every page of a built site must satisfy, whoever reads it and on whatever.
//
//   node quality.mjs FOLDER [PATH]
//
// PATH is where the site is published below its host, as its base URL has it: `/guide/`. One line a fault; the last line counts.

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
