// The pages of a built site: its HTML files without those that only lead on to a new address.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const leadsOn = (file) => /<meta http-equiv="refresh"/i.test(readFileSync(file, "utf8"));

/** The files of a site's pages, sorted. */
export const pagesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".html") && !name.startsWith(".milepost"))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => !leadsOn(file));

/** Where a site's file is found that is served at an address. */
export const urlOf = (folder, file, address) => new URL(relative(folder, file).replace(/(^|\/)index\.html$/, "$1"), address).href;

/** Whether a page is the booklet: all pages of the site at once. */
export const isBooklet = (file) => /<article class="book">/.test(readFileSync(file, "utf8"));
