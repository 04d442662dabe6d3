// Patching of an open page: it keeps everything that the reader did to it, and the edit comes into view.
//
//   node patching.mjs ADDRESS FOLDER
//
// ADDRESS is that of a running `milepost serve`, FOLDER its site, a copy of the guide, which the test edits.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { launch, watchedTab } from "../shared/browser.mjs";
import { limit, site, step, waiter } from "../shared/steps.mjs";

const [address, folder] = process.argv.slice(2);
const files = site(folder);
limit(4);

const paragraph = (number) =>
  `Paragraph number ${number} tells of easy miles, warm evenings and legs that want a rest. `.repeat(4).trim();
const paragraphs = (from, to) => Array.from({ length: to - from }, (_, index) => paragraph(from + index)).join("\n\n");
const SOURCE = "content/trial.md";
const TRIAL = `---
title: A trial
description: A page that is edited while somebody reads it.
---

First of all, a beginning.

![A square](trial.svg)

![A photo](trial.png)

${paragraphs(1, 10)}

<details>
<summary>More of it</summary>

Folded away.

</details>

<form><label>Your name <input name="who"></label> <label><input type="checkbox" name="yes"> Yes</label></form>

## In the middle

${paragraphs(10, 24)}

<Note text="A note." />

Last of all, an end.

<script src="/trial.js"></script>
`;
const SQUARE = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="${size}" height="${size}"/></svg>`;
/** Returns a PNG of one color. */
const PHOTO = (size) => {
  const chunk = (kind, content) => {
    const named = Buffer.concat([Buffer.from(kind), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 0], 8);
  const rows = deflateSync(Buffer.alloc((size + 1) * size));
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([start, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
};
const crc32 = (bytes) => {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
};
const NOTE = (word) => `{% component Note(text: string) %}<p class="trial-note">${word} {{ text }}</p>{% endcomponent Note %}\n`;
const BLOCK = (word) =>
  `{% extends "stride/page.html" %}\n{% block toc %}<p class="trial-block">${word} {{ site.title }} {{ data.trial.word }}</p>${"<p>More above the text.</p>".repeat(word.length)}{% endblock toc %}\n`;

files.write("content/trial.svg", SQUARE(50));
files.write("content/trial.png", PHOTO(50));
files.write("static/trial.js", "window.trialRuns = (window.trialRuns ?? 0) + 1;\n");
files.write("components/Note.html", NOTE("See:"));
files.write("data/trial.yaml", "word: before\n");
files.write("templates/page.html", BLOCK("A"));
files.write(SOURCE, TRIAL);

const STYLES = readFileSync(new URL("../../../themes/stride/assets/css/road.css", import.meta.url), "utf8");

await step("the library that patches is the one that was published", async () => {
  const ours = readFileSync(new URL("../../../src/preview/client/idiomorph/idiomorph.esm.js", import.meta.url), "utf8");
  assert.equal(ours, readFileSync(new URL("../node_modules/idiomorph/dist/idiomorph.esm.js", import.meta.url), "utf8"));
});

const browser = await launch();
const { page, faults } = await watchedTab(browser, address);
page.setDefaultTimeout(20_000);
const until = waiter(page, 20_000);
await page.setViewport({ width: 1000, height: 700 });
let navigations = 0;
page.on("framenavigated", () => (navigations += 1));

const url = new URL("trial/", address).href;
const waitForText = (text) => until((text) => document.body.innerText.includes(text), text);

/** Returns the position of a paragraph in the window, by its number. */
const top = (number) =>
  page.evaluate(
    (start) => [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith(start)).getBoundingClientRect().top,
    `Paragraph number ${number} `,
  );
/** Scrolls a paragraph to the top, and waits until scrolling has ended. */
const bringUp = (number) =>
  page.evaluate(async (start) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const paragraph = [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith(start));
    paragraph.scrollIntoView({ behavior: "instant" });
    for (let still = 0, before = scrollY; still < 3; before = scrollY) {
      await frame();
      still = scrollY === before ? still + 1 : 0;
    }
  }, `Paragraph number ${number} `);

/** Returns what the reader did to the page. */
const doings = () =>
  page.evaluate(() => ({
    isSame: window.trialPage === true,
    isOpen: document.querySelector("main details").open,
    name: document.querySelector("[name=who]").value,
    isChecked: document.querySelector("[name=yes]").checked,
    focus: document.activeElement?.getAttribute("name"),
    scheme: document.documentElement.dataset.theme,
    isSwitchThere: !document.querySelector("[data-theme-switch]").hidden,
    added: document.querySelector("#by-a-script")?.textContent,
    runs: window.trialRuns,
  }));

try {
  // The preview has to notice the page first.
  while (!(await fetch(url)).ok);
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(() => {
    window.trialPage = true;
    document.querySelector("main details").open = true;
    document.querySelector("[name=yes]").click();
    document.querySelector("[data-theme-switch]").click();
    const added = document.createElement("aside");
    added.id = "by-a-script";
    added.textContent = "Here by a script.";
    document.querySelector("main").append(added);
  });
  await page.type("[name=who]", "Ann");
  const before = await doings();
  assert.deepEqual([before.isOpen, before.name, before.isChecked, before.focus, before.runs], [true, "Ann", true, "who", 1]);
  navigations = 0;

  /** Makes an edit above the visible part, and asserts that nothing moves and nothing is lost. */
  const change = (name, make, arrived, runs = before.runs) =>
    step(`${name}: the page is patched, and the reader stays`, async () => {
      await bringUp(14);
      const place = await top(14);
      make();
      await until(arrived);
      // Compares what the browser paints.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const moved = (await top(14)) - place;
      assert.ok(Math.abs(moved) <= 2, `it moved by ${moved} px`);
      assert.deepEqual(await doings(), { ...before, runs });
      assert.equal(navigations, 0, "the page was loaded again");
      await page.keyboard.type("e");
      assert.equal((await doings()).name, `${before.name}e`, "what is being typed goes where it went before");
      await page.keyboard.press("Backspace");
    });

  await change("front matter", () => files.replace(SOURCE, "title: A trial", "title: A longer trial of what an edit does to whoever is reading just now, line after line"), () =>
    document.title.startsWith("A longer trial"),
  );
  await change("template", () => files.write("templates/page.html", BLOCK("A longer block")), () =>
    document.querySelector(".trial-block")?.textContent.startsWith("A longer block"),
  );
  await change("component", () => files.write("components/Note.html", NOTE("Look here:")), () =>
    document.querySelector(".trial-note")?.textContent.startsWith("Look here:"),
  );
  await change("data", () => files.write("data/trial.yaml", "word: afterwards\n"), () =>
    document.querySelector(".trial-block")?.textContent.includes("afterwards"),
  );
  await change("configuration", () => files.replace("site.yaml", "title:", "extra: {trial: true}\ntitle: Trial of"), () =>
    document.querySelector(".trial-block")?.textContent.includes("Trial of"),
  );
  await change("picture", () => files.write("content/trial.svg", SQUARE(400)), () => document.querySelector("main img").naturalWidth === 400);
  await change("photo", () => files.write("content/trial.png", PHOTO(60)), () => {
    const photo = document.querySelector('main img[alt="A photo"]');
    return photo.getAttribute("width") === "60" && photo.srcset.includes("/trial.60.");
  });
  await change("style", () => files.write("assets/css/road.css", `${STYLES}\nbody { outline: 3px solid rgb(1, 2, 3); }\n`), () =>
    getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)",
  );
  await change("script", () => files.write("static/trial.js", "window.trialRuns += 10;\n"), () => window.trialRuns > 1, 11);

  await step("an edit in view shows there, and a selection beside it stays", async () => {
    await bringUp(14);
    await page.evaluate((start) => {
      const text = [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith(start)).firstChild;
      getSelection().setBaseAndExtent(text, 4, text, 20);
    }, "Paragraph number 15 ");
    const selected = await page.evaluate(() => getSelection().toString());
    const place = await top(14);
    files.replace(SOURCE, paragraph(16), `${paragraph(16)} Something new.`);
    await waitForText("Something new.");
    assert.ok(Math.abs((await top(14)) - place) <= 2);
    assert.equal(await page.evaluate(() => getSelection().toString()), selected);
  });

  const isInView = (text) =>
    until(
      (text) => {
        const element = [...document.querySelectorAll("main p, main li, main h2")].find((element) => element.textContent.includes(text));
        const { top, bottom } = element?.getBoundingClientRect() ?? {};
        return top >= 0 && bottom <= innerHeight && element.getAnimations().some((animation) => animation.id === "milepost-edit");
      },
      text,
    );
  for (let [where, from, to] of [
    ["below", "Last of all, an end.", "Last of all, another end."],
    ["above", "First of all, a beginning.", "First of all, another beginning."],
  ]) {
    for (const motion of ["no-preference", "reduce"]) {
      await step(`an edit out of view, ${where} it, comes into view and is marked (motion: ${motion})`, async () => {
        await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: motion }]);
        await bringUp(14);
        files.replace(SOURCE, from, to);
        await isInView(to);
        [from, to] = [to, `${to} Again.`];
      });
    }
  }
  await page.emulateMediaFeatures([]);

  await step("a new paragraph is found among others", async () => {
    await bringUp(22);
    files.replace(SOURCE, paragraph(3), `${paragraph(3)}\n\nA paragraph between two others.\n\n- one\n- two`);
    await isInView("A paragraph between two others.");
    await bringUp(22);
    files.replace(SOURCE, "- one\n- two", "- one\n- and a half\n- two");
    await isInView("and a half");
  });

  await step("Alt and a click opens the editor at the line", async () => {
    await bringUp(14);
    const asked = page.waitForResponse((response) => response.url().endsWith("/_milepost/edit"));
    const client = await page.createCDPSession();
    await client.send("Page.setInterceptFileChooserDialog", { enabled: false });
    await page.keyboard.down("Alt");
    const box = await page.evaluate((start) => {
      const { left, top } = [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith(start)).getBoundingClientRect();
      return { x: left + 20, y: top + 10 };
    }, "Paragraph number 15 ");
    await page.mouse.click(box.x, box.y);
    await page.keyboard.up("Alt");
    const response = await asked;
    assert.equal(response.status(), 200, await response.text());
    const { address: opened } = await response.json();
    const line = files.read(SOURCE).split("\n").findIndex((text) => text.startsWith("Paragraph number 15 ")) + 1;
    assert.match(opened, new RegExp(`^vscode://file/.*content/trial\\.md:${line}:1$`));
  });

  await step("all of that in one and the same page", async () => {
    assert.ok(await page.evaluate(() => window.trialPage));
    assert.equal(navigations, 0);
  });

  await step("a page that moves says where it is now", async () => {
    files.rename(SOURCE, "content/trial-run.md");
    await waitForText("The page has another address now:");
    assert.equal(await page.$eval("#milepost-cover a", (link) => link.getAttribute("href")), "/trial-run/");
    files.rename("content/trial-run.md", SOURCE);
    await until(() => !document.querySelector("#milepost-cover"));
  });

  await step("a page that is removed says so, and is there again when it comes back", async () => {
    const text = files.read(SOURCE);
    files.remove(SOURCE);
    await waitForText("This address is gone");
    files.write(SOURCE, text);
    await until(() => !document.querySelector("#milepost-cover"));
    assert.deepEqual((await doings()).name, "Ann");
  });

  await step("nothing went wrong in the browser", async () => {
    const others = faults.filter((fault) => !fault.startsWith("request to another host: vscode://"));
    assert.deepEqual(others, []);
  });
} catch (error) {
  console.error(faults);
  throw error;
} finally {
  await browser.close();
}
