// Errors in the preview: an overlay on a page that cannot be rendered, marks and a status for all other diagnostics.
//
//   node errors.mjs ADDRESS FOLDER PROGRAM
//
// ADDRESS is that of a running `milepost serve`, FOLDER its site, a copy of the guide, which the test edits. EDITOR names a program that
// does nothing. PROGRAM is the built `milepost`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { violations } from "../shared/axe.mjs";
import { launch, watchedTab } from "../shared/browser.mjs";
import { limit, site, step, waiter } from "../shared/steps.mjs";

const [address, folder] = process.argv.slice(2);
const PAGE = "benefits/muscle-recovery";
const LIMIT = 30_000;
// Without it colors fade, and axe would judge them on their way.
const STILL = { name: "prefers-reduced-motion", value: "reduce" };

const { write, read, replace, remove } = site(folder);
limit(3);
const HEALTH_NOTE = read("components/HealthNote.html");

const browser = await launch();
const { page, faults } = await watchedTab(browser, address);
page.setDefaultTimeout(LIMIT);
const until = waiter(page, LIMIT);
await page.setViewport({ width: 1000, height: 700 });

const waitForText = (text) => until((text) => document.querySelector("main")?.innerText.includes(text), text);

try {
  await step("a page opens", async () => {
    const response = await page.goto(new URL(`${PAGE}/`, address).href, { waitUntil: "load" });
    assert.equal(response.status(), 200);
    assert.ok(await page.$("main h1"));
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
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, STILL]);
        await page.setViewport({ width, height: 700 });
        assert.deepEqual(await violations(page), [], `${scheme}, ${width} px`);
      }
    }
  });

  await step("mended, the cover goes", async () => {
    write(template, '{% extends "stride/page.html" %}\n{% block toc %}<p>Mended.</p>{% endblock toc %}\n');
    await waitForText("Mended.");
    await until(() => !document.querySelector("#milepost-cover"));
  });

  await step("a report of several errors lists each, and can be closed", async () => {
    write(template, '{% extends "stride/page.html" %}\n{% block toc %}{{ page.titel }}{% endblock toc %}\n');
    write("components/HealthNote.html", "{% component HealthNote() %}{% if %}{% endcomponent HealthNote %}");
    await until(() => document.querySelectorAll("#milepost-cover article").length > 1);
    await page.keyboard.press("Escape");
    await until(() => !document.querySelector("#milepost-cover"));
    assert.equal(await page.evaluate(() => document.querySelector("main").inert), false);
    remove(template);
    write("components/HealthNote.html", HEALTH_NOTE);
    await waitForText("This guide is general information, not medical advice.");
  });

  const source = `content/${PAGE}.md`;
  await step("a broken link covers nothing: it is marked where it stands, and counted", async () => {
    write("site.yaml", `${read("site.yaml")}\npreview: { editor: $EDITOR }\n`);
    write(source, `${read(source)}\n\nA link to [nowhere](gone.md).\n`);
    const mark = await page.waitForSelector('main [data-milepost-faulty="error"]');
    assert.deepEqual(await mark.evaluate((mark) => [mark.textContent, mark.title.includes("gone.md")]), ["A link to nowhere.", true]);
    assert.equal(await page.$("#milepost-cover"), null);
    await until(() => document.querySelector("#milepost-bar")?.shadowRoot.textContent.includes("1 error"));
  });

  await step("the status leads to the line", async () => {
    const asked = page.waitForResponse((response) => response.url().endsWith("/_milepost/edit"));
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("#milepost-bar");
      shadowRoot.querySelector('[data-part="toggle"]').click();
      shadowRoot.querySelector("li.error button").click();
    });
    const response = await asked;
    assert.equal(response.status(), 200, await response.text());
    assert.deepEqual(await response.json(), { address: null }, "the server opens this editor, not the browser");
  });

  await step("the status knows the page as `check` does", async () => {
    replace(source, "---\n", "---\ndraft: true\n");
    await until(() => document.querySelector("#milepost-bar").shadowRoot.querySelector('[data-part="toggle"]').textContent.startsWith("Draft"));
    const shown = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("#milepost-bar");
      return [...shadowRoot.querySelectorAll("dt")].map((term) => `${term.textContent}: ${term.nextSibling.textContent}`);
    });
    const check = spawnSync(process.argv[4], ["check", "-D", "--format", "json", "-r", folder], { encoding: "utf8" });
    const status = JSON.parse(check.stdout).pages.find(({ url }) => url === `/${PAGE}/`);
    assert.deepEqual(shown, [
      `Words: ${status.words}, ${status.minutes} minutes to read`,
      `Reading grade: ${status.reading_grade}`,
      `Title: ${status.title_length} characters`,
      `Description: ${status.description_length} characters`,
      `Images without alt: ${status.images_without_alt}`,
      `Broken links: ${status.broken_links}`,
    ]);
    assert.equal(status.broken_links, 1);
  });

  await step("the status and the marks can be read by everybody, in light and dark, on a phone too", async () => {
    for (const scheme of ["light", "dark"]) {
      for (const width of [320, 1000]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, STILL]);
        await page.setViewport({ width, height: 700 });
        assert.deepEqual(await violations(page), [], `${scheme}, ${width} px`);
      }
    }
    await page.emulateMediaFeatures([]);
    await page.setViewport({ width: 1000, height: 700 });
  });

  await step("the status folds away by the keyboard, and is remembered", async () => {
    const folded = () => page.evaluate(() => document.querySelector("#milepost-bar")?.shadowRoot.querySelector('[data-part="bar"]').hidden);
    await page.evaluate(() => document.querySelector("#milepost-bar").shadowRoot.querySelector(".fold").focus());
    await page.keyboard.press("Enter");
    await until(() => document.querySelector("#milepost-bar").shadowRoot.querySelector('[data-part="bar"]').hidden);
    await page.reload({ waitUntil: "load" });
    await page.waitForSelector("#milepost-bar");
    assert.equal(await folded(), true);
    await page.evaluate(() => document.querySelector("#milepost-bar").shadowRoot.querySelector('[data-part="unfold"]').focus());
    await page.keyboard.press("Space");
    assert.equal(await folded(), false);
  });

  await step("mended, the mark goes", async () => {
    replace(source, "[nowhere](gone.md)", "nowhere");
    // Other pages link to the draft, which is a fault of theirs.
    replace(source, "draft: true\n", "");
    await until(() => !document.querySelector("[data-milepost-faulty]"));
    await until(() => document.querySelector("#milepost-bar").shadowRoot.textContent.includes("no faults"));
  });

  await step("an unknown key never covers the page", async () => {
    write(source, `${read(source).replace("description:", "desciption:")}\n\nWritten with a slip.\n`);
    await waitForText("Written with a slip.");
    await until(() => document.querySelector("#milepost-bar").shadowRoot.textContent.includes("desciption"));
    assert.equal(await page.$("#milepost-cover"), null);
  });

  await step("nothing went wrong in the browser", async () => {
    assert.deepEqual(faults, []);
  });
} catch (error) {
  console.error(faults);
  throw error;
} finally {
  await browser.close();
}
