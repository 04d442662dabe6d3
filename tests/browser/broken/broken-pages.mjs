// Pages that are broken in one way each, with the expected faults: each fault must match one of `complaints`, and each of those must
// match a fault.

import { forReaders } from "./degraded-pages.mjs";
import { FIND, finder, menu, noise, opened, PALE, PALE_TEXT, pictures, pushDown } from "./fragments.mjs";

const INTACT = { name: "intact", complaints: [] };

/** Pages for the gates in the browser. `other` is the address of another host. */
export const forBrowser = (other) => [
  INTACT,
  {
    name: "contrast",
    main: PALE_TEXT,
    style: PALE,
    complaints: [/^axe color-contrast: .*light, 320 px; light, 1280 px; dark, 320 px; dark, 1280 px/],
  },
  {
    name: "dark",
    main: PALE_TEXT,
    style: `@media (prefers-color-scheme: dark) { ${PALE} }`,
    complaints: [/^axe color-contrast: .*\(dark, 320 px; dark, 1280 px/],
  },
  {
    name: "narrow",
    main: PALE_TEXT,
    style: `@media (max-width: 600px) { ${PALE} }`,
    complaints: [/^axe color-contrast: .*\(light, 320 px; dark, 320 px/],
  },
  { name: "label", main: '<form action="../intact/"><input type="text" name="name"></form>', complaints: [/^axe label: /] },
  {
    name: "small-target",
    main: '<a class="tiny" href="?a">A</a><a class="tiny" href="?b">B</a>',
    style: ".tiny { display: inline-block; width: 12px; height: 12px; font-size: 8px; }",
    complaints: [/^axe target-size: /],
  },
  {
    name: "details",
    main: `<details><summary>More</summary>${PALE_TEXT}</details>`,
    style: PALE,
    complaints: [opened("details")],
  },
  {
    name: "menu",
    main: menu("popover", PALE_TEXT),
    style: PALE,
    complaints: [opened("div#menu")],
  },
  {
    name: "menu-on-top",
    main: menu("popover", PALE_TEXT),
    style: `${PALE} main > p { position: relative; z-index: 1; height: 600px; background: Canvas; }`,
    complaints: [opened("div#menu")],
  },
  {
    name: "dialog",
    main: `<button type="button" commandfor="box" command="show-modal">Ask</button><dialog id="box" aria-label="Box">${PALE_TEXT}</dialog>`,
    style: PALE,
    complaints: [opened("dialog#box")],
  },
  { name: "search", main: finder(""), style: PALE, script: FIND, complaints: [opened("search")] },
  {
    name: "search-sheet",
    main: `<button type="button" popovertarget="sheet">Search</button>${finder('id="sheet" popover')}`,
    style: PALE,
    script: FIND,
    complaints: [opened("search")],
  },
  {
    name: "shift",
    script: `new PerformanceObserver(() => ${pushDown("h1")}).observe({ type: "paint", buffered: true });`,
    complaints: [/^layout shift: /],
  },
  {
    name: "late-shift",
    main: '<p class="below">What stays.</p><p class="far">What moves.</p>',
    style: ".below { margin-block-start: 850px; } .far { margin-block-end: 900px; }",
    script: `addEventListener("scroll", () => ${pushDown(".far")}, { once: true });`,
    complaints: [/^layout shift: /],
  },
  {
    name: "wide",
    main: '<p class="wide">Wide.</p>',
    style: ".wide { width: 500px; }",
    complaints: [/^width: .*class="wide".*\(light, 320 px; dark, 320 px/],
  },
  { name: "much-html", main: `<p>${noise(16_000)}</p>`, complaints: [/^weight: \d+ bytes of html, 15000 are allowed/] },
  { name: "much-css", style: `/* ${noise(9_000)} */`, complaints: [/^weight: \d+ bytes of css, 8000 are allowed/] },
  { name: "much-js", script: `// ${noise(5_000)}`, complaints: [/^weight: \d+ bytes of js, 4000 are allowed/] },
  {
    name: "two-styles",
    head: '<link rel="stylesheet" href="more.css">',
    files: { "more.css": "em { color: inherit; }" },
    complaints: [/^weight: 2 style sheets, 1 is allowed/],
  },
  { name: "many-requests", main: pictures(4), complaints: [/^weight: 7 requests, 6 are allowed/] },
  {
    name: "other-host",
    file: "open/index.html",
    main: `<img src="${other}picture.svg" width="40" height="40" alt="A square">`,
    complaints: [/^request to another host: /],
  },
  {
    name: "policy",
    head: "<style>em { color: inherit; }</style>",
    complaints: [/^content security policy: style-src-elem forbids inline/, /^console: /],
  },
  { name: "console-error", script: "console.error('It is wrong.');", complaints: [/^console: It is wrong\./] },
  { name: "console-warning", script: "console.warn('It is odd.');", complaints: [/^console: It is odd\./] },
  { name: "throws", script: "throw new Error('It broke.');", complaints: [/^script: It broke\./] },
  { name: "rejects", script: "Promise.reject(new Error('It failed.'));", complaints: [/^script: It failed\./] },
  {
    name: "gone",
    main: '<img src="gone.svg" width="40" height="40" alt="A square">',
    complaints: [/^404 for /, /^console: Failed to load resource/],
  },
  {
    name: "astray",
    head: '<link rel="canonical" href="https://example.com/elsewhere/">',
    complaints: [/^sharing: its canonical address is .*elsewhere/],
  },
  {
    name: "no-picture",
    head: '<meta property="og:image" content="https://example.com/no-picture/gone.png">',
    complaints: [/^sharing: there is no picture at .*gone\.png/],
  },
  {
    name: "no-graph",
    head: '<script type="application/ld+json">{"@context":</script>',
    complaints: [/^sharing: its structured data is not JSON/],
  },
  ...forReaders,
  { name: "icon", icon: "style.css", complaints: [/^icon: .* is text\/css; charset=utf-8, no picture/] },
];

/** Pages for Lighthouse. */
export const forLighthouse = [
  INTACT,
  {
    name: "unnamed",
    main: '<button type="button"></button>',
    complaints: [/^Lighthouse accessibility: button-name: .*\(mobile; desktop\)/],
  },
  {
    name: "no-paste",
    main: '<label>Word <input type="text" name="word"></label>',
    script: "document.querySelector('input').addEventListener('paste', (event) => event.preventDefault());",
    complaints: [/^Lighthouse best-practices: paste-preventing-inputs: .*\(mobile; desktop\)/],
  },
  { name: "nondescript", description: "", complaints: [/^Lighthouse seo: meta-description: .*\(mobile; desktop\)/] },
  {
    name: "unlisted",
    head: '<meta name="robots" content="noindex">',
    complaints: [/^Lighthouse seo: is-crawlable: .*\(mobile; desktop\)/],
  },
  // The page for missing addresses may be unlisted, and have no other fault.
  {
    name: "not-found",
    file: "404.html",
    head: '<meta name="robots" content="noindex">',
    description: "",
    complaints: [/^Lighthouse seo: meta-description: /],
  },
];

/** Pages for the validators. */
export const forValidators = [
  INTACT,
  { name: "nu-error", main: '<p>It was <time datetime="lately">lately</time>.</p>', complaints: [/^\d+: Nu error: /] },
  { name: "nu-warning", main: "<section><p>Nobody knows what this is about.</p></section>", complaints: [/^\d+: Nu warning: /] },
  { name: "html-validate", main: "<button>Press</button>", complaints: [/^\d+: html-validate no-implicit-button-type: /] },
  {
    name: "both",
    main: "<p><em>Never ended.</p>",
    complaints: [/^\d+: Nu error: /, /^\d+: html-validate close-order: /, /^\d+: html-validate no-implicit-close: /],
  },
];
