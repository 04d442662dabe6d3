// Everything that is said of a built site: by the browser, by Lighthouse, by validators.

import { relative } from "node:path";
import { launch } from "../shared/browser.mjs";
import { lighthouseFaults, SCREENS } from "./lighthouse.mjs";
import { htmlValidate, nu } from "./markup.mjs";
import { pagesOf, urlOf } from "../shared/pages.mjs";
import { serve } from "../shared/server.mjs";
import { walk } from "./walk.mjs";

/** Who judges a site. */
export const JUDGES = ["browser", "lighthouse", "validators"];

/**
 * Judges every page of the site in a folder, as it is when it is published below a path. Pages that only lead on to a new address
 * are left out.
 *
 * @returns {Promise<{ files: string[], faults: string[], heaviest: object }>} `faults` has a line for each: where, what is wrong
 *   and what to do. `heaviest` is the most that a page weighs, in bytes and requests.
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
    return { files, faults: [...told(folder, [...looks, ...reports]), ...complaints], heaviest: heaviestOf(looks) };
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

/** A line for each fault, which says in which circumstances it was seen. */
const told = (folder, reports) => {
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
