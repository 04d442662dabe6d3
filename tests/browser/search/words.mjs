// Compares the words of the search's engine with the words of Milepost.
//
//   node words.mjs FOLDER
//
// FOLDER holds `engine.js` and `words.json`: a list of texts with their words, and true for those in English.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name), "utf8");
const window = {};
runInNewContext(read("engine.js"), { window, URL, document: { currentScript: { src: "https://example.org/search/engine.js" } } });

const texts = JSON.parse(read("words.json"));
let faults = 0;
for (const { text, english, words } of texts) {
  const found = window.milepostSearch.wordsOf(text, english).join(" ");
  if (found === words.join(" ")) continue;
  faults += 1;
  console.log(`${JSON.stringify(text)}: ${found} instead of ${words.join(" ")}`);
}
console.log(`${texts.length} texts: ${faults} faults.`);
process.exitCode = faults === 0 && texts.length > 0 ? 0 : 1;
