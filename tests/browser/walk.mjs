// Goes through the pages of a site as its readers do: in light and dark, on a narrow and a wide screen.

import { violations } from "./axe.mjs";
import { launch, watchedTab } from "./browser.mjs";
import { forcedFaults } from "./forced.mjs";
import { iconFaults, iconsOf } from "./icon.mjs";
import { keyboardFaults } from "./keyboard.mjs";
import { inLanes } from "./lanes.mjs";
import { mediaOf } from "./media.mjs";
import { motionFaults } from "./motion.mjs";
import { urlOf } from "./pages.mjs";
import { installPaint } from "./paint.mjs";
import { printFaults } from "./print.mjs";
import { scriptlessFaults } from "./scriptless.mjs";
import { sharingFaults } from "./sharing.mjs";
import { shiftFaults, watchShifts } from "./shift.mjs";
import { stylelessFaults } from "./styleless.mjs";
import { foldedFaults } from "./unfold.mjs";
import { weigh } from "./weight.mjs";
import { widthFaults } from "./width.mjs";
import { zoomFaults } from "./zoom.mjs";

const SCHEMES = ["light", "dark"];
const NARROW = 320;
const WIDE = 1280;
const HEIGHT = 800;
const LANES = 2;

// Each tells the faults of the page that a tab shows, and is given a function that changes the medium and, called without anything,
// changes it back. It leaves the tab as it was, except for the last ones, which unfold the page and load it without scripts.
const ALWAYS = [iconFaults, widthFaults, keyboardFaults];
const ONCE_A_SCHEME = [sharingFaults, zoomFaults, motionFaults, forcedFaults, printFaults, stylelessFaults];
const AT_LAST = [violations, foldedFaults];

/**
 * Looks at every page in every way.
 *
 * @returns {Promise<{ file: string, when: string, faults: string[], weight: object }[]>} a look at a time.
 */
export const walk = async ({ folder, files, server }) => {
  const jobs = files.flatMap((file) => SCHEMES.flatMap((scheme) => [NARROW, WIDE].map((width) => ({ file, scheme, width }))));
  const browsers = [];
  const open = async () => {
    // Each lane in a browser of its own: a tab in the background paints nothing.
    const browser = await launch();
    browsers.push(browser);
    const tab = await watchedTab(browser, server.address);
    await tab.page.evaluateOnNewDocument(watchShifts);
    await tab.page.evaluateOnNewDocument(installPaint);
    await tab.page.setCacheEnabled(false);
    return { tab, emulate: await mediaOf(tab.page) };
  };
  const look = async ({ tab, emulate }, { file, scheme, width }) => {
    const { page, faults, requests } = tab;
    const see = (otherwise = {}) => emulate({ scheme, ...otherwise });
    await see({ motion: "no-preference" });
    await page.setViewport({ width, height: HEIGHT });
    requests();
    faults.length = 0;
    await page.goto(urlOf(folder, file, server.address), { waitUntil: "load" });
    const shifts = await shiftFaults(page);
    // The browser asks for an icon when it likes. What a reader asks for later, by opening the search, is not part of the page.
    const { weight, faults: tooMuch } = weigh(server, file, [...requests(), ...(await iconsOf(page))]);
    const found = [...shifts, ...tooMuch];
    await see();
    const gates = width === WIDE ? [...ALWAYS, ...ONCE_A_SCHEME, ...AT_LAST, scriptlessFaults] : [...ALWAYS, ...AT_LAST];
    for (const gate of gates) found.push(...(await gate(page, see)));
    return { file, when: `${scheme}, ${width} px`, faults: [...found, ...faults], weight };
  };
  try {
    return await inLanes(LANES, jobs, open, look);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
};
