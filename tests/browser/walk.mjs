// Goes through the pages of a site as its readers do: in light and dark, on a narrow and a wide screen.

import { violations } from "./axe.mjs";
import { launch, watchedTab } from "./browser.mjs";
import { iconFaults, iconsOf } from "./icon.mjs";
import { inLanes } from "./lanes.mjs";
import { urlOf } from "./pages.mjs";
import { shiftFaults, watchShifts } from "./shift.mjs";
import { foldedFaults } from "./unfold.mjs";
import { weigh } from "./weight.mjs";
import { widthFaults } from "./width.mjs";

const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 1280];
const HEIGHT = 800;
const LANES = 2;

/**
 * Looks at every page in every way.
 *
 * @returns {Promise<{ file: string, when: string, faults: string[], weight: object }[]>} a look at a time.
 */
export const walk = async ({ folder, files, server }) => {
  const jobs = files.flatMap((file) => SCHEMES.flatMap((scheme) => WIDTHS.map((width) => ({ file, scheme, width }))));
  const browsers = [];
  const open = async () => {
    // Each lane in a browser of its own: a tab in the background paints nothing.
    const browser = await launch();
    browsers.push(browser);
    const tab = await watchedTab(browser, server.address);
    await tab.page.evaluateOnNewDocument(watchShifts);
    await tab.page.setCacheEnabled(false);
    return tab;
  };
  const look = async (tab, { file, scheme, width }) => {
    const { page, faults, requests } = tab;
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width, height: HEIGHT });
    requests();
    faults.length = 0;
    await page.goto(urlOf(folder, file, server.address), { waitUntil: "load" });
    const shifts = await shiftFaults(page);
    // The browser asks for an icon when it likes. What a reader asks for later, by opening the search, is not part of the page.
    const { weight, faults: tooMuch } = weigh(server, file, [...requests(), ...(await iconsOf(page))]);
    const found = [...shifts, ...tooMuch];
    for (const gate of [iconFaults, widthFaults, violations, foldedFaults]) found.push(...(await gate(page)));
    return { file, when: `${scheme}, ${width} px`, faults: [...found, ...faults], weight };
  };
  try {
    return await inLanes(LANES, jobs, open, look);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
};
