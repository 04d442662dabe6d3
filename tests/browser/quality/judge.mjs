// All faults of a built site: of the gates in the browser, of Lighthouse and of validators.

import { relative } from "node:path";
import { launch } from "../shared/browser.mjs";
import { lighthouseFaults, SCREENS } from "./lighthouse.mjs";
import { htmlValidate, nu } from "./markup.mjs";
import { pagesOf, urlOf } from "../shared/pages.mjs";
import { serve } from "../shared/server.mjs";
import { walk } from "./walk.mjs";

export const JUDGES = ["browser", "lighthouse", "validators"];

/**
 * Judges every page of the site in a folder, as published below a path. Redirects are left out.
 *
 * @returns {Promise<{ files: string[], faults: string[], heaviest: object }>} `faults` has a line for each fault: its place, its
 *   description and the remedy. `heaviest` is the greatest weight of a page, in bytes and requests.
 */
export const judge = async (folder, { below = "/", judges = JUDGES } = {}) => {
  const files = pagesOf(folder);
  if (files.length === 0) throw new Error(`there are no pages in ${folder}`);
  const server = await serve(folder, { below });
  const site = { folder, files, server };
  const asked = (name, ask) => (judges.includes(name) ? ask(site) : []);
  try {
    const [looks, reports, complaints] = await Promise.all([
      asked("browser", walk),
      asked("lighthouse", lighthouseReports),
      asked("validators", validatorComplaints),
    ]);
    return { files, faults: [...linesOf(folder, [...looks, ...reports]), ...complaints], heaviest: heaviestOf(looks) };
  } finally {
    server.close();
  }
};

const lighthouseReports = async ({ folder, files, server }) => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const reports = [];
    for (const file of files) {
      for (const screen of Object.keys(SCREENS)) {
        const faults = await lighthouseFaults(page, urlOf(folder, file, server.address), file, screen);
        reports.push({ file, when: screen, faults });
      }
    }
    return reports;
  } finally {
    await browser.close();
  }
};

const validatorComplaints = async ({ folder, files }) => (await Promise.all([nu(folder, files), htmlValidate(folder, files)])).flat();

/** Returns a line for each fault, with the circumstances in which it was seen. */
const linesOf = (folder, reports) => {
  const seen = new Map();
  for (const { file, when, faults } of reports) {
    for (const fault of new Set(faults)) {
      const line = `${relative(folder, file)}: ${fault}`;
      seen.set(line, [...(seen.get(line) ?? []), when]);
    }
  }
  return [...seen].map(([line, whens]) => `${line} (${whens.join("; ")})`);
};

const heaviestOf = (looks) => {
  const heaviest = {};
  for (const [kind, amount] of looks.flatMap(({ weight }) => Object.entries(weight))) {
    heaviest[kind] = Math.max(heaviest[kind] ?? 0, amount);
  }
  return heaviest;
};
