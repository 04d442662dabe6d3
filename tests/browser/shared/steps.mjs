// What the browser tests of the preview share: named steps, and a site that is edited.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Runs steps one after another and says which one failed. */
export const step = async (name, work) => {
  try {
    await work();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  console.log(`ok  ${name}`);
};

/** Whatever hangs, hangs no longer than this. */
export const limit = (minutes) =>
  setTimeout(() => {
    console.error(`The browser did not finish within ${minutes} minutes.`);
    process.exit(1);
  }, minutes * 60_000).unref();

/** The files of a site. */
export const site = (folder) => {
  const write = (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    // As editors save: beside it, then in its place.
    const aside = join(dirname(file), `.${Date.now()}.tmp`);
    writeFileSync(aside, text);
    renameSync(aside, file);
  };
  const read = (path) => readFileSync(join(folder, path), "utf8");
  const replace = (path, from, to) => {
    const text = read(path);
    if (!text.includes(from)) throw new Error(`${path} does not contain “${from}”`);
    write(path, text.replace(from, to));
  };
  const remove = (path) => rmSync(join(folder, path), { recursive: true });
  const rename = (from, to) => renameSync(join(folder, from), join(folder, to));
  return { write, read, replace, remove, rename };
};

/** What waits in a tab until something is so. It looks by itself: a covered page that stands still need not paint a frame. */
export const waiter = (page, timeout) => (condition, ...values) => page.waitForFunction(condition, { polling: 20, timeout }, ...values);
