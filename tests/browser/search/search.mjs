// The search: in a built site, below a path, from a folder without a server, and in the preview while it is edited.
//
//   node search.mjs ADDRESS FOLDER PROGRAM
//
// ADDRESS is the preview of the guide in FOLDER; PROGRAM is the built `milepost`.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { ask } from "./ask.mjs";
import { violations } from "../shared/axe.mjs";
import { launch, watchedTab } from "../shared/browser.mjs";
import { serve } from "../shared/server.mjs";
import { limit, site, step, waiter } from "../shared/steps.mjs";

const [preview, folder, program] = process.argv.slice(2);
limit(4);

const out = mkdtempSync(join(tmpdir(), "milepost-search-"));
const build = (name, ...options) => {
  execFileSync(program, ["-r", folder, "build", "-o", join(out, name), ...options], { stdio: "pipe" });
  return join(out, name);
};

/** Returns the bytes of the requested files after gzip. */
const weigh = (folder, urls) =>
  urls.reduce((sum, url) => sum + gzipSync(readFileSync(join(folder, new URL(url).pathname))).length, 0);

const isOfSearch = (url) => url.includes("/search/") || url.includes("search-field");

const selected = () => {
  const field = document.querySelector("#stride-search-field");
  const active = document.getElementById(field.getAttribute("aria-activedescendant"));
  return active && [...active.parentElement.children].indexOf(active);
};

const browser = await launch();
try {
  const plain = build("plain");
  const server = await serve(plain);
  const tab = await watchedTab(browser, server.address);
  const { page, faults, requests } = tab;
  const until = waiter(page, 10_000);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(server.address, { waitUntil: "networkidle0" });

  await step("nothing of it is loaded before somebody uses it", async () => {
    assert.deepEqual(requests().filter(isOfSearch), []);
  });

  await step("a question is answered, titles first, and costs little", async () => {
    const { status, results } = await ask(page, "plantar fasciitis");
    assert.match(results[0].title, /plantar fasciitis/i);
    assert.match(status, /^\d+ pages? found$/);
    assert.ok(results.length > 1 && results.every(({ marks }) => marks.some((mark) => /^plantar|^fasc/i.test(mark))), JSON.stringify(results));
    const loaded = [...new Set(requests().filter(isOfSearch))];
    const bytes = weigh(plain, loaded);
    console.log(`    ${loaded.length} files, ${bytes} bytes compressed`);
    assert.ok(bytes <= 30_000, `${bytes} bytes`);
  });

  await step("a result leads to the heading above its passage", async () => {
    const { results } = await ask(page, "doms soreness");
    const deep = results.filter(({ heading }) => heading);
    assert.ok(deep.length > 0, JSON.stringify(results));
    for (const { url, heading } of deep) {
      const html = await page.evaluate(async (url) => (await fetch(url)).text(), url);
      const id = decodeURIComponent(new URL(url).hash.slice(1));
      assert.ok(html.includes(`id="${id}"`), `${url} for ${heading}`);
    }
    const { results: inHeadings } = await ask(page, "quads");
    assert.ok(inHeadings.every(({ marks }) => marks.every((mark) => /^quad/i.test(mark))), JSON.stringify(inHeadings));
  });

  await step("typing errors and beginnings are understood", async () => {
    for (const question of ["planter fascitis", "plantr", "PLÁNTAR", "plant fasc", "fasciitis plantar"]) {
      const { results } = await ask(page, question);
      assert.match(results[0]?.title ?? "nothing", /plantar fasciitis/i, question);
    }
  });

  await step("what is not there is said, with what else to try", async () => {
    const { status, results } = await ask(page, "plantar xylophone");
    assert.equal(results.length, 0);
    assert.match(status, /plantar xylophone/);
    assert.ok(await page.$eval("#stride-search-instead", (button) => !button.hidden && /plantar/.test(button.textContent)));
    await page.click("#stride-search-instead");
    await until(() => document.querySelectorAll(".search-result").length > 0);
    assert.equal((await ask(page, "qqqqqqqq")).results.length, 0);
    assert.ok(await page.$eval("#stride-search-instead", (button) => button.hidden));
  });

  await step("it is used with keys alone", async () => {
    const { status } = await ask(page, "massage");
    const total = parseInt(status, 10);
    assert.ok(total > 5, status);
    assert.equal(await page.evaluate(selected), null);
    for (const [key, expected] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", 4], ["ArrowDown", 5]]) {
      await page.keyboard.press(key);
      await until((expected) => document.querySelectorAll(".search-result")[expected]?.getAttribute("aria-selected") === "true", expected);
      assert.equal(await page.evaluate(selected), expected, key);
    }
    assert.equal(await page.$eval("#stride-search-field", (field) => field.getAttribute("aria-expanded")), "true");
    await page.keyboard.press("Escape");
    await until(() => !document.querySelector("#stride-search:popover-open"));
    assert.equal(await page.evaluate(() => document.activeElement.className), "search-button");
    await page.keyboard.down("Control");
    await page.keyboard.press("k");
    await page.keyboard.up("Control");
    await until(() => document.activeElement.id === "stride-search-field");
    await page.keyboard.press("End");
    await page.keyboard.type(" /");
    assert.match(await page.$eval("#stride-search-field", (field) => field.value), /\/$/);
    await ask(page, "massage gun");
    const gone = page.waitForNavigation();
    await page.keyboard.press("Enter");
    await gone;
    assert.match(page.url(), /massage-gun/);
  });

  await step("everybody can use it", async () => {
    for (const scheme of ["light", "dark"]) {
      for (const width of [320, 1280]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.setViewport({ width, height: 800 });
        for (const question of ["massage", "plantar xylophone"]) {
          await ask(page, question);
          await page.keyboard.press("ArrowDown");
          assert.deepEqual(await violations(page), [], `${question}, ${scheme}, ${width} px`);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
        }
        const small = await page.$$eval("#stride-search :is(a, button, input)", (controls) =>
          controls.filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44).map((control) => control.id),
        );
        assert.deepEqual(small, []);
      }
    }
  });

  await step("without scripts there is no button", async () => {
    const still = await browser.newPage();
    await still.setJavaScriptEnabled(false);
    await still.goto(server.address);
    assert.equal(await still.$eval(".search-button", (button) => getComputedStyle(button).display), "none");
    await still.close();
  });

  assert.deepEqual(faults, []);
  server.close();

  await step("it works below a path", async () => {
    const below = build("below/guide", "--base-url", "https://example.org/guide/");
    copyFileSync(join(below, "_headers"), join(out, "below/_headers"));
    const server = await serve(join(out, "below"));
    const tab = await watchedTab(browser, server.address);
    await tab.page.goto(`${server.address}guide/benefits/`);
    const { results } = await ask(tab.page, "planter fascitis");
    assert.match(results[0].url, new RegExp(`^${server.address}guide/plantar-fasciitis/`));
    assert.deepEqual(tab.faults, []);
    server.close();
  });

  await step("it works without a server", async () => {
    const local = build("local", "--relative");
    const address = pathToFileURL(join(local, "benefits/index.html")).href;
    const tab = await watchedTab(browser, address);
    await tab.page.goto(address);
    const { results } = await ask(tab.page, "planter fascitis");
    const { url } = results[0];
    assert.match(url, /\/plantar-fasciitis\/index\.html/);
    readFileSync(fileURLToPath(url.split("#")[0]));
    assert.deepEqual(tab.faults, []);
  });

  await step("the preview finds what was written a moment ago", async () => {
    const files = site(folder);
    const tab = await watchedTab(browser, preview);
    await tab.page.goto(preview);
    assert.equal((await ask(tab.page, "zanzibar")).results.length, 0);
    files.write("content/zanzibar.md", "---\ntitle: A run on Zanzibar\ndraft: true\n---\n\n## By the sea\n\nPalms.\n");
    files.replace("content/benefits/stress-reduction.md", "## ", "Between Zanzibar and home.\n\n## ");
    const found = async (question, expected) => {
      const end = Date.now() + 10_000;
      for (;;) {
        const { results } = await ask(tab.page, question);
        if (results.length === expected || Date.now() > end) return results;
      }
    };
    const results = await found("zanzibar", 2);
    assert.deepEqual(results.map(({ title }) => title)[0], "A run on Zanzibar");
    assert.equal(results.length, 2);
    files.remove("content/zanzibar.md");
    assert.equal((await found("zanzibar", 1)).length, 1);
    // The search may have requested the text of the removed page a moment too late.
    const isLate = (text) => /search\/text|404/.test(text);
    assert.deepEqual(tab.faults.filter((text) => !isLate(text)), []);
  });
} finally {
  await browser.close();
  rmSync(out, { recursive: true, force: true });
}
