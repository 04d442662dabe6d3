// Files whose names stay the same when they change: styles, pictures, scripts.

import { run } from "/_milepost/scripts.js";

const track = document[Symbol.for("milepost.track")];

const REFERENCES = ["src", "srcset", "poster", "href", "data"];

const withVersion = (url, generation) => `${url}${url.includes("?") ? "&" : "?"}milepost=${generation}`;

const isAt = (reference, url) => {
  try {
    const found = new URL(reference, document.baseURI);
    return found.origin === location.origin && found.pathname === url;
  } catch {
    return false;
  }
};

const once = (element) =>
  new Promise((done) => ["load", "error"].forEach((name) => element.addEventListener(name, done, { once: true })));

// The page is never seen without a style: another link brings the new sheet, then its own follows.
const swapStyle = async (link, url, generation) => {
  const ahead = link.cloneNode();
  ahead.id = `milepost-style-${generation}`;
  ahead.href = withVersion(url, generation);
  link.after(ahead);
  await once(ahead);
  const loaded = once(link);
  link.href = ahead.href;
  await loaded;
  ahead.remove();
};

const swapStyles = (url, generation) => {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]:not([id^="milepost-"])')];
  const found = links.filter((link) => isAt(link.href, url));
  found.forEach((link) => swapStyle(link, url, generation));
  return found.length > 0;
};

const runScripts = (url, generation) => {
  const scripts = [...document.querySelectorAll("script[src]")].filter((script) => isAt(script.src, url));
  for (const script of scripts) {
    script.src = withVersion(url, generation);
    track.unseen(() => run(script));
  }
  return scripts.length > 0;
};

// `srcset` names several files, each with its size.
const inSet = (value, url, generation) =>
  value.replace(/[^\s,][^\s]*/g, (part) => (isAt(part, url) ? withVersion(part.split("?")[0], generation) : part));

const swapReference = (element, attribute, url, generation) => {
  const value = element.getAttribute(attribute);
  if (attribute === "srcset") {
    const next = inSet(value, url, generation);
    if (next !== value) element.setAttribute(attribute, next);
  } else if (isAt(value, url)) {
    element.setAttribute(attribute, withVersion(value.split("?")[0], generation));
  }
};

const swapPictures = (url, generation) => {
  for (const attribute of REFERENCES) {
    for (const element of document.querySelectorAll(`:is(img, source, video, audio, track, embed, object, iframe, image, link)[${attribute}]`)) {
      swapReference(element, attribute, url, generation);
    }
  }
};

// A picture that a style names is loaded again when the rule that names it names another address.
const swapInRules = (rules, base, url, generation) => {
  for (const rule of rules) {
    if (rule.cssRules) swapInRules(rule.cssRules, base, url, generation);
    for (const property of rule.style ?? []) {
      const value = rule.style.getPropertyValue(property);
      const next = value.replace(/url\("([^"]*)"\)/g, (whole, reference) => {
        const address = new URL(reference, base);
        if (!isAt(address.href, url)) return whole;
        return `url("${withVersion(address.pathname, generation)}")`;
      });
      if (next !== value) rule.style.setProperty(property, next, rule.style.getPropertyPriority(property));
    }
  }
};

const swapInStyles = (url, generation) => {
  for (const sheet of document.styleSheets) {
    if (sheet.href && new URL(sheet.href).origin === location.origin) swapInRules(sheet.cssRules, sheet.href, url, generation);
  }
};

/** Shows changed files, given by the paths of their URLs. */
export const swap = (urls, generation) => {
  for (const url of urls) {
    if (swapStyles(url, generation) || runScripts(url, generation)) continue;
    swapPictures(url, generation);
    swapInStyles(url, generation);
  }
};
