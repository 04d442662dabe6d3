// Whether what is shown can be used by everybody, as far as a program can tell.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { installPaint } from "./paint.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// WCAG 2.2 up to level AA, which holds all of 2.0 and 2.1, and what axe counts as best practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Violations in what a tab shows now, one line for each element.
 *
 * axe takes what is in a closed `<details>` for hidden. Where a style shows it all the same, as the theme does with the table of
 * contents on wide screens, axe misses its links and complains of a region that cannot be scrolled by keyboard, which it can.
 * So what is shown is opened first.
 *
 * Nor does it know that a popover or a dialog lies above everything: it takes text there for covered and leaves its contrast open.
 * That is judged here.
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
