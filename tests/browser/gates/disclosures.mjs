// What is folded away: details, menus that pop up, dialogs, the search. What is in them has to be as good as the rest.

import { violations } from "../shared/axe.mjs";
import { widthFaults } from "./width.mjs";

/** Opens one after another what somebody can open on this page, and judges it. */
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

/** Whether there was a closed `<details>`. */
const openDetails = () => {
  const closed = [...document.querySelectorAll("details:not([open])")].filter((details) => details.checkVisibility());
  closed.forEach((details) => (details.open = true));
  return closed.length > 0;
};

/** What a button opens, if it shows and that is closed. */
const toOpen = (button) => {
  const target = document.getElementById(button.getAttribute("popovertarget") ?? button.getAttribute("commandfor"));
  if (!target || !button.checkVisibility() || target.matches(":popover-open, dialog[open]")) return null;
  return `${target.localName}#${target.id}`;
};

const isOpen = (button) =>
  document.getElementById(button.getAttribute("popovertarget") ?? button.getAttribute("commandfor")).matches(":popover-open, dialog[open]");

// A search may clear its field first, and then its list.
const ESCAPES = 3;

/** Closes what a button opened: Escape does, and gives the focus back to the button. */
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

// How long results may take to appear, in milliseconds. A search that finds nothing shows that, which is judged as well.
const PATIENCE = 2000;

/** Writes a word of the page into its search, if that shows and nothing is written there; whether it did. */
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
