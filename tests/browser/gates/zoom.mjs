// Gate: a page fits the screen when a reader doubles the size of the page or of its text.

import { widthFaults } from "./width.mjs";

/** Returns the faults at 200 %. */
export const zoomFaults = async (page) => {
  const { width, height } = page.viewport();
  await page.setViewport({ width: Math.round(width / 2), height: Math.round(height / 2), deviceScaleFactor: 2 });
  const zoomed = await widthFaults(page);
  await page.setViewport({ width, height });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  const large = await widthFaults(page);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return [
    ...zoomed.map((text) => text.replace("width:", "width: at 200 % zoom:")),
    ...large.map((text) => text.replace("width:", "width: with text of 200 %:")),
  ];
};
