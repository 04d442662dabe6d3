// Runs the gates on all pages of a site: in light and dark, on a narrow and a wide screen.

import { disclosureFaults } from "../gates/disclosures.mjs";
import { forcedColorsFaults } from "../gates/forced-colors.mjs";
import { iconFaults, iconsOf } from "../gates/icon.mjs";
import { keyboardFaults } from "../gates/keyboard.mjs";
import { layoutShiftFaults, watchLayoutShifts } from "../gates/layout-shift.mjs";
import { motionFaults } from "../gates/motion.mjs";
import { noScriptsFaults } from "../gates/no-scripts.mjs";
import { noStylesFaults } from "../gates/no-styles.mjs";
import { printFaults } from "../gates/print.mjs";
import { sharingFaults } from "../gates/sharing.mjs";
import { weigh } from "../gates/weight.mjs";
import { widthFaults } from "../gates/width.mjs";
import { zoomFaults } from "../gates/zoom.mjs";
import { violations } from "../shared/axe.mjs";
import { launch, watchedTab } from "../shared/browser.mjs";
import { urlOf } from "../shared/pages.mjs";
import { installPaint } from "../shared/paint.mjs";
import { mediaOf } from "./media.mjs";
import { inParallel } from "./parallel.mjs";

const SCHEMES = ["light", "dark"];
const NARROW = 320;
const WIDE = 1280;
const HEIGHT = 800;
const BROWSERS = 2;

// Each gate returns the faults of the page in a tab. Its second argument sets the media features and, without an argument, resets them.
// Gates leave the page unchanged, except for the last ones, which open its disclosures and load it without scripts.
const ALWAYS = [iconFaults, widthFaults, keyboardFaults];
const ONCE_A_SCHEME = [sharingFaults, zoomFaults, motionFaults, forcedColorsFaults, printFaults, noStylesFaults];
const AT_LAST = [violations, disclosureFaults];

/**
 * Visits every page in each color scheme and width.
 *
 * @returns {Promise<{ file: string, when: string, faults: string[], weight: object }[]>} one entry for each visit.
 */
export const walk = async ({ folder, files, server }) => {
  const jobs = files.flatMap((file) => SCHEMES.flatMap((scheme) => [NARROW, WIDE].map((width) => ({ file, scheme, width }))));
  const browsers = [];
  const open = async () => {
    // Each in a browser of its own: a tab in the background paints nothing.
    const browser = await launch();
    browsers.push(browser);
    const tab = await watchedTab(browser, server.address);
    await tab.page.evaluateOnNewDocument(watchLayoutShifts);
    await tab.page.evaluateOnNewDocument(installPaint);
    await tab.page.setCacheEnabled(false);
    return { tab, emulate: await mediaOf(tab.page) };
  };
  const visit = async ({ tab, emulate }, { file, scheme, width }) => {
    const { page, faults, requests } = tab;
    const see = (otherwise = {}) => emulate({ scheme, ...otherwise });
    await see({ motion: "no-preference" });
    await page.setViewport({ width, height: HEIGHT });
    requests();
    faults.length = 0;
    await page.goto(urlOf(folder, file, server.address), { waitUntil: "load" });
    const shifts = await layoutShiftFaults(page);
    // The browser can request an icon at any time. Requests of the search, which a gate opens later, are not part of the page.
    const { weight, faults: tooMuch } = weigh(server, file, [...requests(), ...(await iconsOf(page))]);
    const found = [...shifts, ...tooMuch];
    await see();
    const gates = width === WIDE ? [...ALWAYS, ...ONCE_A_SCHEME, ...AT_LAST, noScriptsFaults] : [...ALWAYS, ...AT_LAST];
    for (const gate of gates) found.push(...(await gate(page, see)));
    return { file, when: `${scheme}, ${width} px`, faults: [...found, ...faults], weight };
  };
  try {
    return await inParallel(BROWSERS, jobs, open, visit);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
};
