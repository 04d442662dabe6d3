// Whether what is shown can be used by everybody, as far as a program can tell.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// WCAG 2.2 up to level AA, which holds all of 2.0 and 2.1, and what axe counts as best practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Violations in what a tab shows now, one line for each element.
 *
 * axe takes what is in a closed `<details>` for hidden. Where a style shows it all the same, as the theme does with the table of
 * contents on wide screens, axe misses its links and complains of a region that cannot be scrolled by keyboard, which it can.
 * So what is shown is opened first.
 */
export const violations = async (page) => {
  await page.evaluate(openWhatIsShown);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false }),
    TAGS,
  );
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `axe ${id}: ${help}: ${node.target.join(" ")}: ${node.html.slice(0, 120)}`),
  );
};

const openWhatIsShown = () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    const inside = details.querySelector(":scope > :not(summary)");
    if (inside?.checkVisibility({ contentVisibilityAuto: true })) details.open = true;
  }
};
