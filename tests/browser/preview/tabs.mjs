// Many tabs of one browser: they share one event stream, and all catch up after the server was down or the computer slept.
//
//   node tabs.mjs PROGRAM FOLDER
//
// PROGRAM is the built `milepost`, which the test starts and restarts. FOLDER is its site, a copy of the guide, which the test edits.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { launch, watchedTab } from "../shared/browser.mjs";
import { limit, site, step, waiter } from "../shared/steps.mjs";

const [program, folder] = process.argv.slice(2);
const files = site(folder);
limit(3);

const TABS = 10;
const numbers = Array.from({ length: TABS }, (_, index) => index);
const source = (number) => `content/tab-${number}.md`;
const text = (number, word) => `---\ntitle: Tab ${number}\ndescription: A page for tab ${number}.\n---\n\nHere is ${word}.\n`;

/** Starts the preview at a port; 0 is any free one. */
const serve = async (port) => {
  const server = spawn(program, ["serve", "-p", String(port), "-r", folder], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const address = line.match(/http:\S+/)?.[0];
    if (address) return { address, end: () => new Promise((done) => server.once("exit", done) && server.kill()) };
  }
  throw new Error("the preview did not start");
};

numbers.forEach((number) => files.write(source(number), text(number, "the first text")));
let server = await serve(0);
const { address } = server;
const browser = await launch();

try {
  const tabs = [];
  for (const number of numbers) {
    const { page, faults } = await watchedTab(browser, address);
    const until = waiter(page, 20_000);
    await page.goto(new URL(`tab-${number}/`, address).href, { waitUntil: "load" });
    await page.evaluate(() => (window.milepostSamePage = true));
    tabs.push({ page, faults, until });
  }
  const allShow = (word) =>
    Promise.all(tabs.map(({ until }, number) => until((text) => document.querySelector("main")?.innerText.includes(text), word(number))));
  const arePatched = async () => {
    for (const { page } of tabs) assert.ok(await page.evaluate(() => window.milepostSamePage), "a page was loaded again");
  };

  await step(`${TABS} tabs share one stream`, async () => {
    const workers = browser.targets().filter((target) => target.type() === "shared_worker");
    assert.deepEqual(workers.map((target) => new URL(target.url()).pathname), ["/_milepost/hub.js"]);
  });

  await step("each of them follows the edit of its page", async () => {
    for (const number of numbers) files.write(source(number), text(number, `text ${number} of the second kind`));
    await allShow((number) => `text ${number} of the second kind`);
    await arePatched();
  });

  await step("all of them follow an edit that concerns all", async () => {
    const began = performance.now();
    files.replace("site.yaml", "title:", "title: Ten tabs of");
    await Promise.all(tabs.map(({ until }) => until(() => document.body.innerText.includes("Ten tabs of"))));
    console.log(`    after ${Math.round(performance.now() - began)} ms`);
    await arePatched();
  });

  await step("a server that comes back finds all of them again, and they catch up", async () => {
    await server.end();
    for (const number of numbers) files.write(source(number), text(number, `text ${number} of the night`));
    server = await serve(new URL(address).port);
    await allShow((number) => `text ${number} of the night`);
    await arePatched();
    files.write(source(3), text(3, "written after that"));
    await tabs[3].until(() => document.querySelector("main").innerText.includes("written after that"));
  });

  await step("a tab that slept catches up", async () => {
    const { page, until } = tabs[5];
    const session = await page.createCDPSession();
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    files.write(source(5), text(5, "written while it slept"));
    files.write(source(6), text(6, "written for who is awake"));
    await tabs[6].until(() => document.querySelector("main").innerText.includes("written for who is awake"));
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await until(() => document.querySelector("main").innerText.includes("written while it slept"));
  });

  await step("a tab that goes back and forth is up to date", async () => {
    const { page, until } = tabs[0];
    await page.goto(new URL("tab-1/", address).href, { waitUntil: "load" });
    files.write(source(0), text(0, "written while it was elsewhere"));
    await tabs[6].until(() => true);
    await page.goBack({ waitUntil: "load" });
    await until(() => document.querySelector("main").innerText.includes("written while it was elsewhere"));
  });

  await step("nothing went wrong in the browser", async () => {
    const isAway = (fault) => /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|net::ERR/.test(fault);
    for (const { faults } of tabs) assert.deepEqual(faults.filter((fault) => !isAway(fault)), []);
  });
} finally {
  await browser.close();
  await server.end();
}
