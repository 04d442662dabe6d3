// What broken pages are made of.

import { randomBytes } from "node:crypto";

/** Text of so many bytes that does not get shorter when it is compressed. */
export const noise = (bytes) => randomBytes(bytes).toString("hex").replace(/(.{8})/g, "$1 ");

/** A style and a text that it makes hard to see on screens. */
export const PALE = "@media screen { .pale { color: #aaa; background: #fff; } }";
export const PALE_TEXT = '<p class="pale">Hardly to be seen.</p>';
/** What is said of it in something that was opened. */
export const opened = (what) => new RegExp(`^axe color-contrast: with ${what} open: `);

/** A menu behind a button. */
export const menu = (attributes, content = '<p><a href="../intact/">Intact</a></p>') =>
  `<button type="button" popovertarget="menu">Menu</button><div id="menu" ${attributes}>${content}</div>`;

/** The beginning of a script that listens to a key. */
export const onKey = (key) => `addEventListener("keydown", (event) => { if (event.key !== "${key}") return;`;

/** A search that says what it found, for all to see but those who see little. */
export const finder = (attributes) =>
  `<search ${attributes}><form action="../intact/"><label>Search <input type="search" name="q"></label></form><p class="pale"></p></search>`;
/** The script of that search. */
export const FIND = `
  const say = (text) => (document.querySelector("search p").textContent = text);
  document.querySelector("search input").addEventListener("input", () => setTimeout(say, 100, "Two pages are found."));
`;

/** A script that puts something before an element. */
export const pushDown = (selector) =>
  `document.querySelector("${selector}").before(Object.assign(document.createElement("div"), { textContent: "Late." }))`;

/** Many pictures, each a request of its own. */
export const pictures = (count) =>
  Array.from({ length: count }, (_, index) => `<img src="picture.svg?${index}" width="40" height="40" alt="Square ${index}">`).join("\n");
