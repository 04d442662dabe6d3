// What Lighthouse says of a page: accessibility, best practices and what search engines need, 100 of 100 each.
//
// How fast a page is, is not asked: that depends on the machine. The budgets of `weight.mjs` stand for it.

import { basename } from "node:path";
import lighthouse from "lighthouse";
import { isBooklet } from "../shared/pages.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo"];

/** The screens that a page is judged on. */
export const SCREENS = {
  mobile: { mobile: true, width: 412, height: 823, deviceScaleFactor: 1, disabled: false },
  desktop: { mobile: false, width: 1280, height: 800, deviceScaleFactor: 1, disabled: false },
};

// The page that stands in for one that is not there must not be listed, nor the booklet, whose text has other addresses already. They
// say so, and that is this one audit's complaint.
const notAsked = (file) => (basename(file) === "404.html" || isBooklet(file) ? ["is-crawlable"] : null);

// `simulate` leaves the network alone while the page loads, and is the only method that does not wait seconds for it to fall silent.
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

/** What Lighthouse finds at a URL, which shows a file, in a tab that it may do with as it likes; a line for each element. */
export const lighthouseFaults = async (page, url, file, screen) => {
  const flags = {
    ...SETTINGS,
    skipAudits: notAsked(file),
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
  // Nothing passes that is not told.
  if (faults.length === 0 && score !== 1) faults.push(`Lighthouse ${id}: ${score === null ? "no score" : `${score * 100} of 100`}`);
  return faults;
};

const auditFaults = ({ title, errorMessage, details }) => {
  const places = (details?.items ?? []).map(placeOf).filter(Boolean);
  if (errorMessage) return [`${title}: ${errorMessage}`];
  return places.length === 0 ? [title] : places.map((place) => `${title}: ${place}`);
};

/** Where an audit found something: an element, a file, or what the browser said. */
const placeOf = ({ node, source, url, description }) => {
  const element = node ?? (source?.type === "node" ? source : undefined);
  if (element) return `${element.selector}: ${element.snippet.slice(0, 120)}`;
  return [source?.url ?? url, description].filter((part) => typeof part === "string").join(": ");
};
