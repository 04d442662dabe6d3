// The accessibility rules of axe, run on the visible part of a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { installPaint } from "./paint.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// WCAG 2.2 up to level AA, which holds all of 2.0 and 2.1, and what axe counts as best practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Returns the violations in the visible part of a tab, one line for each element.
 *
 * axe treats the content of a closed `<details>` as hidden. A style can show it nevertheless, as the theme does with the table of
 * contents on wide screens. axe then misses its links and reports a region that the keyboard cannot scroll, which is wrong.
 * Therefore such `<details>` are opened first.
 *
 * axe also does not know that a popover or a dialog lies above everything. It treats the text there as covered and does not judge
 * its contrast, so this function does.
 */
export const violations = async (page) => {
  await page.evaluate(openWhatIsShown);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  if (!(await page.evaluate(() => "milepostPaint" in window))) await page.evaluate(installPaint);
  const found = await page.evaluate(judge, TAGS);
  return found.map(({ id, help, target, html }) => `axe ${id}: ${help}: ${target}: ${html.slice(0, 120)}`);
};

const judge = async (tags) => {
  const { violations, incomplete } = await window.axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations", "incomplete"],
    elementRef: true,
    preload: false,
  });
  const isOnTop = ({ element, any }) =>
    any.some(({ data }) => data?.messageKey === "bgOverlap") && element?.closest(":popover-open, dialog[open]");
  const isPale = ({ element }) => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const size = parseFloat(fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && fontWeight >= 700);
    return window.milepostPaint.contrast(element, color) < (isLarge ? 3 : 4.5);
  };
  const told = (id, help, nodes) => nodes.map(({ target, html }) => ({ id, help, target: target.join(" "), html }));
  const open = incomplete.filter(({ id }) => id === "color-contrast");
  return [
    ...violations.flatMap(({ id, help, nodes }) => told(id, help, nodes)),
    ...open.flatMap(({ id, help, nodes }) => told(id, help, nodes.filter((node) => isOnTop(node) && isPale(node)))),
  ];
};

const openWhatIsShown = () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    const inside = details.querySelector(":scope > :not(summary)");
    if (inside?.checkVisibility({ contentVisibilityAuto: true })) details.open = true;
  }
};
