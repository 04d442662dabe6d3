// Named steps, and the edits of a site, for the browser tests of the preview.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Runs a step, and adds its name to the message if it fails. */
export const step = async (name, work) => {
  try {
    await work();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  console.log(`ok  ${name}`);
};

/** Ends the test with an error after some minutes, in case it hangs. */
export const limit = (minutes) =>
  setTimeout(() => {
    console.error(`The browser did not finish within ${minutes} minutes.`);
    process.exit(1);
  }, minutes * 60_000).unref();

/** Returns functions that edit the files of a site. */
export const site = (folder) => {
  const write = (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    // Like an editor: writes a new file and renames it over the old one.
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

/** Returns a function that waits until a condition holds in a tab. It polls: a page in the background may paint no frame. */
export const waiter = (page, timeout) => (condition, ...values) => page.waitForFunction(condition, { polling: 20, timeout }, ...values);
