// What somebody sees who edits a site while its preview is open.
//
//   node preview.mjs ADDRESS FOLDER
//
// ADDRESS is that of a running `milepost serve`, FOLDER the site that it shows, a copy of the guide: it is edited here.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { violations } from "./axe.mjs";
import { launch, watchedTab } from "./browser.mjs";

const [address, folder] = process.argv.slice(2);
const PAGE = "benefits/muscle-recovery";
const LIMIT = 30_000;

const write = (path, text) => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const read = (path) => readFileSync(join(folder, path), "utf8");

// Whatever hangs, hangs no longer than this.
setTimeout(() => {
  console.error("The browser did not finish within three minutes.");
  process.exit(1);
}, 180_000).unref();

const browser = await launch();
const { page, faults } = await watchedTab(browser, address);
page.setDefaultTimeout(LIMIT);
await page.setViewport({ width: 1000, height: 700 });

const step = async (name, work) => {
  try {
    await work();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  console.log(`ok  ${name}`);
};

/** Where the reader is: how far the page is scrolled, and where the third heading stands in the window. */
const place = () =>
  page.evaluate(() => ({ scroll: scrollY, heading: document.querySelectorAll("main h2")[2].getBoundingClientRect().top }));

/** Waits until the reader is at a place again, give or take two pixels. */
const waitForPlace = (wanted) =>
  page.waitForFunction(
    ({ scroll, heading }) => {
      const now = document.querySelectorAll("main h2")[2]?.getBoundingClientRect().top;
      return Math.abs(scrollY - scroll) <= 2 && Math.abs(now - heading) <= 2;
    },
    {},
    wanted,
  );

const waitForText = (text) => page.waitForFunction((text) => document.querySelector("main")?.innerText.includes(text), {}, text);

try {
  await step("a page opens", async () => {
    const response = await page.goto(new URL(`${PAGE}/`, address).href, { waitUntil: "load" });
    assert.equal(response.status(), 200);
    assert.ok(await page.$("main h1"));
  });

  await step("an edit shows, and the reader stays at the same place", async () => {
    await page.evaluate(() => document.querySelectorAll("main h2")[2].scrollIntoView({ block: "center", behavior: "instant" }));
    const before = await place();
    assert.ok(before.scroll > 200, `the page is too short to scroll: ${before.scroll}`);
    const source = `content/${PAGE}.md`;
    const text = read(source);
    const last = text.lastIndexOf("<HealthNote");
    write(source, `${text.slice(0, last)}Written while somebody was reading.\n\n${text.slice(last)}`);
    await waitForText("Written while somebody was reading.");
    await waitForPlace(before);
  });

  await step("a second edit shows as well", async () => {
    const before = await place();
    const source = `content/${PAGE}.md`;
    write(source, read(source).replace("Written while somebody was reading.", "Written once more."));
    await waitForText("Written once more.");
    await waitForPlace(before);
  });

  await step("a changed style shows without loading the page again", async () => {
    await page.evaluate(() => (window.milepostSamePage = true));
    const before = await place();
    const file = `${new URL(".", import.meta.url).pathname}../../themes/stride/assets/css/main.css`;
    write("assets/css/main.css", `${readFileSync(file, "utf8")}\nbody { outline: 3px solid rgb(1, 2, 3); }\n`);
    await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)");
    assert.ok(await page.evaluate(() => window.milepostSamePage), "the page was loaded again");
    await waitForPlace(before);
    rmSync(join(folder, "assets"), { recursive: true });
    await page.waitForFunction(() => getComputedStyle(document.body).outlineStyle === "none");
  });

  const template = "templates/page.html";
  await step("a broken template covers the page with the reason", async () => {
    write(template, '{% extends "stride/page.html" %}\n{% block toc %}{{ page.titel }}{% endblock toc %}\n');
    const cover = await page.waitForSelector("#milepost-cover", { visible: true });
    const text = await cover.evaluate((cover) => cover.innerText);
    for (const part of ["titel", "is not defined", template, "did you mean", "title"]) {
      assert.ok(text.includes(part), `the report does not say “${part}”:\n${text}`);
    }
    assert.ok(await page.$("main h1"), "the page as it was is gone");
  });

  await step("the report can be read by everybody, in light and dark, on a phone too", async () => {
    for (const scheme of ["light", "dark"]) {
      for (const width of [320, 1000]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.setViewport({ width, height: 700 });
        assert.deepEqual(await violations(page), [], `${scheme}, ${width} px`);
      }
    }
  });

  await step("mended, the cover goes", async () => {
    write(template, '{% extends "stride/page.html" %}\n{% block toc %}<p>Mended.</p>{% endblock toc %}\n');
    await waitForText("Mended.");
    await page.waitForFunction(() => !document.querySelector("#milepost-cover"));
  });

  await step("an unknown key never covers the page", async () => {
    const source = `content/${PAGE}.md`;
    write(source, read(source).replace("description:", "desciption:").replace("Written once more.", "Written with a slip."));
    await waitForText("Written with a slip.");
    assert.equal(await page.$("#milepost-cover"), null);
  });

  await step("nothing went wrong in the browser", async () => assert.deepEqual(faults, []));
} finally {
  await browser.close();
}
