// Lighthouse: accessibility, best practices and search engines, 100 of 100 each.
//
// Its measure of speed is left out, since it depends on the machine. The budgets of `weight.mjs` take its place.

import { basename } from "node:path";
import lighthouse from "lighthouse";
import { isBooklet } from "../shared/pages.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo"];

/** The screens on which a page is judged. */
export const SCREENS = {
  mobile: { mobile: true, width: 412, height: 823, deviceScaleFactor: 1, disabled: false },
  desktop: { mobile: false, width: 1280, height: 800, deviceScaleFactor: 1, disabled: false },
};

// Search engines must not list the page for missing addresses, nor the booklet, whose text has other addresses already. This audit
// reports that.
const skippedAudits = (file) => (basename(file) === "404.html" || isBooklet(file) ? ["is-crawlable"] : null);

// `simulate` does not slow down the network, and is the only method that does not wait seconds for the network to be idle.
const SETTINGS = {
  onlyCategories: CATEGORIES,
  throttlingMethod: "simulate",
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 0,
  cpuQuietThresholdMs: 0,
  maxWaitForLoad: 20_000,
  disableFullPageScreenshot: true,
  disableStorageReset: true,
  logLevel: "error",
};

/** Returns the findings of Lighthouse at the URL of a file, a line for each element. The tab is of no other use afterwards. */
export const lighthouseFaults = async (page, url, file, screen) => {
  const flags = {
    ...SETTINGS,
    skipAudits: skippedAudits(file),
    formFactor: screen,
    screenEmulation: SCREENS[screen],
  };
  const { lhr } = await lighthouse(url, flags, undefined, page);
  if (lhr.runtimeError) return [`Lighthouse: cannot judge the page: ${lhr.runtimeError.message}`];
  return CATEGORIES.flatMap((id) => categoryFaults(lhr, lhr.categories[id]));
};

const categoryFaults = ({ audits }, { id, score, auditRefs }) => {
  const faults = auditRefs
    .filter((reference) => reference.weight > 0)
    .map((reference) => audits[reference.id])
    .filter((audit) => (audit.score !== null && audit.score < 1) || audit.scoreDisplayMode === "error")
    .flatMap((audit) => auditFaults(audit).map((text) => `Lighthouse ${id}: ${audit.id}: ${text}`));
  // A page without a perfect score must have a fault.
  if (faults.length === 0 && score !== 1) faults.push(`Lighthouse ${id}: ${score === null ? "no score" : `${score * 100} of 100`}`);
  return faults;
};

const auditFaults = ({ title, errorMessage, details }) => {
  const places = (details?.items ?? []).map(placeOf).filter(Boolean);
  if (errorMessage) return [`${title}: ${errorMessage}`];
  return places.length === 0 ? [title] : places.map((place) => `${title}: ${place}`);
};

/** Returns the place of a finding: an element, a file, or a message of the browser. */
const placeOf = ({ node, source, url, description }) => {
  const element = node ?? (source?.type === "node" ? source : undefined);
  if (element) return `${element.selector}: ${element.snippet.slice(0, 120)}`;
  return [source?.url ?? url, description].filter((part) => typeof part === "string").join(": ");
};
