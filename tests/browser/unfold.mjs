// What is folded away: details, menus that pop up, dialogs, the search. What is in them has to be as good as the rest.

import { violations } from "./axe.mjs";
import { widthFaults } from "./width.mjs";

/** Opens one after another what somebody can open on this page, and judges it. */
export const foldedFaults = async (page) => {
  const faults = [];
  const judge = async (what) => {
    const found = [...(await violations(page)), ...(await widthFaults(page))];
    faults.push(...found.map((text) => text.replace(/^([^:]+): /, `$1: with ${what} open: `)));
  };
  if (await page.evaluate(openDetails)) await judge("details");
  for (const opener of await page.$$("button[popovertarget], button[commandfor]")) {
    const what = await opener.evaluate(openTarget);
    if (what) await judge(what);
    await page.evaluate(closeAll);
  }
  if (await search(page)) await judge("search");
  return faults;
};

/** Whether there was a closed `<details>`. */
const openDetails = () => {
  const closed = [...document.querySelectorAll("details:not([open])")].filter((details) => details.checkVisibility());
  closed.forEach((details) => (details.open = true));
  return closed.length > 0;
};

/** Presses a button if it is there to open something that is closed, and names what opened. */
const openTarget = (button) => {
  const target = document.getElementById(button.getAttribute("popovertarget") ?? button.getAttribute("commandfor"));
  const isOpen = () => target.matches(":popover-open, dialog[open]");
  if (!target || !button.checkVisibility() || isOpen()) return null;
  button.click();
  return isOpen() ? `${target.localName}#${target.id}` : null;
};

const closeAll = () => {
  document.querySelectorAll(":popover-open").forEach((popover) => popover.hidePopover());
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
};

// How long results may take to appear, in milliseconds. A search that finds nothing shows that, which is judged as well.
const PATIENCE = 2000;

/** Writes a word of the page into its search, if it has one that shows. */
const search = async (page) => {
  const field = await page.$("search input");
  if (!(await field?.isVisible())) return false;
  const before = await page.$eval("search", (search) => search.innerText);
  const word = await page.evaluate(() => document.querySelector("h1")?.innerText.match(/\p{L}{4,}/u)?.[0] ?? "the");
  await field.type(word);
  const changed = (before) => document.querySelector("search").innerText !== before;
  await page.waitForFunction(changed, { polling: 20, timeout: PATIENCE }, before).catch(() => {});
  return true;
};
