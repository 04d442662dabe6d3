// Starts Chromium for the tests, and records the faults of the pages that it shows.

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

/** Returns the path of the browser: `CHROMIUM`, or the first of the usual names in `PATH`. */
const executable = () => {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const file of [process.env.CHROMIUM ?? [], candidates].flat()) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Try the next one.
    }
  }
  throw new Error(`no browser found: install Chromium, or name one in CHROMIUM (looked for ${NAMES.join(", ")})`);
};

/** Starts a browser with an empty profile. Closing the browser removes the profile. */
export const launch = () => puppeteer.launch({ executablePath: executable(), headless: true, args: ARGUMENTS });

/**
 * Opens a tab and records its faults: errors in the console, exceptions, violations of the content security policy, requests
 * that fail or that go to another host.
 *
 * @returns {{ page: import("puppeteer-core").Page, faults: string[], requests: () => string[] }} `requests` returns the
 *   requests since its last call.
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
