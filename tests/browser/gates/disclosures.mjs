// Gate: content that a reader has to open (details, popovers, dialogs, the search) is as good as the rest of the page.

import { violations } from "../shared/axe.mjs";
import { widthFaults } from "./width.mjs";

/** Opens each of them in turn and judges the page with it. */
export const disclosureFaults = async (page) => {
  const faults = [];
  const judge = async (what) => {
    const found = [...(await violations(page)), ...(await widthFaults(page))];
    faults.push(...found.map((text) => text.replace(/^([^:]+): /, `$1: with ${what} open: `)));
  };
  if (await page.evaluate(openDetails)) await judge("details");
  if (await search(page)) await judge("search");
  for (const opener of await page.$$("button[popovertarget], button[commandfor]")) {
    const what = await opener.evaluate(toOpen);
    if (!what) continue;
    await opener.focus();
    await page.keyboard.press("Enter");
    if (!(await opener.evaluate(isOpen))) {
      faults.push(`keyboard: Enter does not open ${what}`);
      continue;
    }
    await judge(what);
    if (await search(page)) await judge("search");
    faults.push(...(await closeFaults(page, opener, what)));
  }
  return faults;
};

/** Opens all closed `<details>`. Returns true if there was one. */
const openDetails = () => {
  const closed = [...document.querySelectorAll("details:not([open])")].filter((details) => details.checkVisibility());
  closed.forEach((details) => (details.open = true));
  return closed.length > 0;
};

/** Returns the name of the element that a visible button can open, or null if that is open already. */
const toOpen = (button) => {
  const target = document.getElementById(button.getAttribute("popovertarget") ?? button.getAttribute("commandfor"));
  if (!target || !button.checkVisibility() || target.matches(":popover-open, dialog[open]")) return null;
  return `${target.localName}#${target.id}`;
};

const isOpen = (button) =>
  document.getElementById(button.getAttribute("popovertarget") ?? button.getAttribute("commandfor")).matches(":popover-open, dialog[open]");

// The first Escape may only clear the field of a search, the second its list.
const ESCAPES = 3;

/** Closes the opened element with Escape. That must return the focus to its button. */
const closeFaults = async (page, opener, what) => {
  for (let press = 0; press < ESCAPES && (await opener.evaluate(isOpen)); press += 1) await page.keyboard.press("Escape");
  if (await opener.evaluate(isOpen)) {
    await page.evaluate(closeAll);
    return [`keyboard: Escape does not close ${what}`];
  }
  const isBack = await opener.evaluate((button) => button === document.activeElement);
  return isBack ? [] : [`keyboard: the focus does not come back from ${what} to its button`];
};

const closeAll = () => {
  document.querySelectorAll(":popover-open").forEach((popover) => popover.hidePopover());
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
};

// The time for results to appear, in milliseconds. If a search finds nothing, the page with that message is judged.
const PATIENCE = 2000;

/** Types a word of the page into its search. Returns false if the search is hidden or not empty. */
const search = async (page) => {
  const field = await page.$("search input");
  if (!(await field?.isVisible()) || (await field.evaluate(({ value }) => value !== ""))) return false;
  const before = await page.$eval("search", (search) => search.innerText);
  const word = await page.evaluate(() => document.querySelector("h1")?.innerText.match(/\p{L}{4,}/u)?.[0] ?? "the");
  await field.type(word);
  const changed = (before) => document.querySelector("search").innerText !== before;
  await page.waitForFunction(changed, { polling: 20, timeout: PATIENCE }, before).catch(() => {});
  return true;
};
