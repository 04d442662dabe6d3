// The pages of a built site: its HTML files without redirects.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const isRedirect = (file) => /<meta http-equiv="refresh"/i.test(readFileSync(file, "utf8"));

/** Returns the files of a site's pages, sorted. */
export const pagesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".html") && !name.startsWith(".milepost"))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => !isRedirect(file));

/** Returns the URL of a file of a site that is served at an address. */
export const urlOf = (folder, file, address) => new URL(relative(folder, file).replace(/(^|\/)index\.html$/, "$1"), address).href;

/** Returns true for the booklet, which holds all pages of the site. */
export const isBooklet = (file) => /<article class="book">/.test(readFileSync(file, "utf8"));
