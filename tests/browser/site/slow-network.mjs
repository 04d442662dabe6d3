// Pages that arrive in pieces, as on a slow network: nothing in their header moves.
//
//   node slow-network.mjs FOLDER
//
// FOLDER is a built site. Its first page is cut at every end of an element in the header. The rest follows when the browser has
// painted the beginning. Prints a line for each fault; the last line counts them.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { layoutShiftMessages, watchLayoutShifts } from "../gates/layout-shift.mjs";
import { launch, watchedTab } from "../shared/browser.mjs";
import { serve } from "../shared/server.mjs";

const folder = resolve(process.argv[2]);
const html = readFileSync(join(folder, "index.html"), "utf8");
const end = html.indexOf("</header>");
const cuts = [...html.slice(0, end).matchAll(/<\/(?:a|button|search|nav|div)>/g)]
  .map((tag) => tag.index + tag[0].length)
  .filter((cut) => cut > html.indexOf("<header"));

let cut = 0;
let goOn = () => {};
const painted = () => new Promise((resume) => (goOn = resume));
const send = async (response, bytes, file) => {
  if (!file.endsWith(".html")) return response.end(bytes);
  const whole = bytes.toString();
  const seen = painted();
  response.write(whole.slice(0, cut));
  await seen;
  response.end(whole.slice(cut));
};

const twoFrames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

const server = await serve(folder, { send });
const browser = await launch();
const faults = [];
try {
  const tab = await watchedTab(browser, server.address);
  await tab.page.evaluateOnNewDocument(watchLayoutShifts);
  for (const width of [320, 1280]) {
    await tab.page.setViewport({ width, height: 800 });
    for (cut of cuts) {
      const loaded = tab.page.goto(server.address, { waitUntil: "domcontentloaded" });
      await tab.page.waitForFunction(() => document.querySelector("header"), { polling: 20 });
      await tab.page.evaluate(twoFrames);
      goOn();
      await loaded;
      await tab.page.evaluate(twoFrames);
      const shifts = await layoutShiftMessages(tab.page);
      faults.push(...shifts.map((fault) => `${fault} (${width} px, cut after “${html.slice(cut - 20, cut).trim()}”)`));
    }
  }
  faults.push(...tab.faults);
} finally {
  await browser.close();
  server.close();
}
if (cuts.length < 5) faults.push(`the header was cut at ${cuts.length} places only`);
faults.forEach((fault) => console.log(fault));
console.log(`${cuts.length} cuts, 2 widths: ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
