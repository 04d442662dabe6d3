// Parts of broken pages.

import { randomBytes } from "node:crypto";

/** Returns text of a number of bytes that does not compress. */
export const noise = (bytes) => randomBytes(bytes).toString("hex").replace(/(.{8})/g, "$1 ");

/** A style, and a text that it makes pale on screens. */
export const PALE = "@media screen { .pale { color: #aaa; background: #fff; } }";
export const PALE_TEXT = '<p class="pale">Hardly to be seen.</p>';
/** Returns the expected fault of that text inside a disclosure. */
export const opened = (what) => new RegExp(`^axe color-contrast: with ${what} open: `);

/** Returns a button with a menu that it opens. */
export const menu = (attributes, content = '<p><a href="../intact/">Intact</a></p>') =>
  `<button type="button" popovertarget="menu">Menu</button><div id="menu" ${attributes}>${content}</div>`;

/** Returns the beginning of a script that listens to a key. */
export const onKey = (key) => `addEventListener("keydown", (event) => { if (event.key !== "${key}") return;`;

/** Returns a search with a pale message. */
export const finder = (attributes) =>
  `<search ${attributes}><form action="../intact/"><label>Search <input type="search" name="q"></label></form><p class="pale"></p></search>`;
/** The script of that search. It writes the message. */
export const FIND = `
  const say = (text) => (document.querySelector("search p").textContent = text);
  document.querySelector("search input").addEventListener("input", () => setTimeout(say, 100, "Two pages are found."));
`;

/** Returns a script that inserts something before an element. */
export const pushDown = (selector) =>
  `document.querySelector("${selector}").before(Object.assign(document.createElement("div"), { textContent: "Late." }))`;

/** Returns many pictures, each with its own request. */
export const pictures = (count) =>
  Array.from({ length: count }, (_, index) => `<img src="picture.svg?${index}" width="40" height="40" alt="Square ${index}">`).join("\n");
