// Chromium as the tests use it, and what a page that it shows must never do.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of this machine: `CHROMIUM`, else the first of the usual names on the search path. */
const executable = () => {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const file of [process.env.CHROMIUM ?? [], candidates].flat()) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next one.
    }
  }
  throw new Error(`no browser found: install Chromium, or name one in CHROMIUM (looked for ${NAMES.join(", ")})`);
};

/** Starts a browser with an empty profile, which is removed when it is closed. */
export const launch = () => puppeteer.launch({ executablePath: executable(), headless: true, args: ARGUMENTS });

/**
 * Opens a tab and writes down what it must not do: errors in the console, scripts that throw, a violation of the content
 * security policy, a request that fails or that goes to another host.
 *
 * @returns {{ page: import("puppeteer-core").Page, faults: string[], requests: () => string[] }} `requests` gives what was
 *   asked for since it was called last.
 */
export const watchedTab = async (browser, address) => {
  const page = await browser.newPage();
  const faults = [];
  let requests = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warn") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "data:") return;
    requests.push(url.href);
    if (url.origin !== new URL(address).origin) faults.push(`request to another host: ${url.href}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      faults.push(`${response.status()} for ${response.url()}`);
    }
  });
  await page.exposeFunction("milepostViolation", (text) => faults.push(`content security policy: ${text}`));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.milepostViolation(`${event.effectiveDirective} forbids ${event.blockedURI}`),
    );
  });
  const taken = () => {
    const before = requests;
    requests = [];
    return before;
  };
  return { page, faults, requests: taken };
};
