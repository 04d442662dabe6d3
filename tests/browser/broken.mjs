// Pages that are broken in one way each, and what the judges must say of them: every complaint is one of `complaints`, and each of
// those is made.

import { randomBytes } from "node:crypto";

const INTACT = { name: "intact", complaints: [] };

/** Text of so many bytes that does not get shorter when it is compressed. */
const noise = (bytes) => randomBytes(bytes).toString("hex").replace(/(.{8})/g, "$1 ");

const PALE = "@media screen { .pale { color: #aaa; background: #fff; } }";
const pale = '<p class="pale">Hardly to be seen.</p>';
const opened = (what) => new RegExp(`^axe color-contrast: with ${what} open: `);

const menu = (attributes) =>
  `<button type="button" popovertarget="menu">Menu</button><div id="menu" ${attributes}><p><a href="../intact/">Intact</a></p></div>`;
/** The beginning of a script that listens to a key. */
const onKey = (key) => `addEventListener("keydown", (event) => { if (event.key !== "${key}") return;`;

/** A search that says what it found, for all to see but those who see little. */
const finder = (attributes) =>
  `<search ${attributes}><form action="../intact/"><label>Search <input type="search" name="q"></label></form><p class="pale"></p></search>`;
const FIND = `
  const say = (text) => (document.querySelector("search p").textContent = text);
  document.querySelector("search input").addEventListener("input", () => setTimeout(say, 100, "Two pages are found."));
`;

const pictures = (count) =>
  Array.from({ length: count }, (_, index) => `<img src="picture.svg?${index}" width="40" height="40" alt="Square ${index}">`).join("\n");

const everyWideLook = "\\(light, 1280 px; dark, 1280 px\\)";

// For those who see larger or fewer colours, who print, who have no styles, no scripts or no mouse.
const forReaders = [
  {
    name: "zoomed",
    main: '<p class="wide">Wide.</p>',
    style: "@media (min-width: 600px) and (max-width: 700px) { .wide { width: 900px; } }",
    complaints: [new RegExp(`^width: at 200 % zoom: .*${everyWideLook}`)],
  },
  {
    name: "large-text",
    main: '<p class="wide">Wide.</p>',
    style: "@media (min-width: 1000px) { .wide { width: 70rem; } }",
    complaints: [new RegExp(`^width: with text of 200 %: .*${everyWideLook}`)],
  },
  { name: "moves", style: "a { transition: transform 0.3s; }", complaints: [/^motion: the transition of transform goes on/] },
  {
    name: "turns",
    main: '<p class="turning">Round.</p>',
    style: "@keyframes turn { to { rotate: 1turn; } } .turning::before { content: '+'; display: inline-block; animation: turn 9s; }",
    complaints: [/^motion: the animation turn goes on .*::before/],
  },
  { name: "glides", style: ":root { scroll-behavior: smooth; }", complaints: [/^motion: scrolling goes on/] },
  {
    name: "only-background",
    main: '<a class="dot" href="?next" aria-label="Next"></a>',
    style: ".dot { display: block; width: 40px; height: 40px; background: #036; }",
    complaints: [/^forced colors: a control cannot be seen/],
  },
  { name: "pale-print", main: pale, style: "@media print { .pale { color: #aaa; } }", complaints: [/^print: rgb\(170, 170, 170\) is pale/] },
  {
    name: "printed-menu",
    before: '<nav aria-label="Main"><a href="../intact/">Intact</a></nav>',
    style: "@media print { nav { display: block; } }",
    complaints: [/^print: of no use on paper; hide it: <nav/],
  },
  {
    name: "giant",
    main: '<svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10"/></svg>',
    style: ".mark { width: 32px; height: 32px; }",
    complaints: [/^without CSS: it fills the screen/],
  },
  { name: "late-heading", before: "<header><h2>News</h2></header>", complaints: [/^without CSS: it comes before the h1: <h2/] },
  {
    name: "written-by-script",
    main: "<p hidden>Only a script shows this.</p>",
    script: "document.querySelector('p[hidden]').hidden = false;",
    complaints: [/^without JavaScript: it is not there: “Only a script shows this\.”/],
  },
  { name: "dead-button", main: '<button type="button">Press</button>', complaints: [/^without JavaScript: nothing answers/] },
  { name: "unseen-focus", style: "a:focus-visible { outline: none; }", complaints: [/^focus: it cannot be seen/] },
  { name: "faint-focus", style: "a:focus-visible { outline: 2px solid #ccc; }", complaints: [/^focus: its outline has a contrast of 1\.6, .*\(light, 320 px; light, 1280 px\)/] },
  {
    name: "covered",
    main: '<p class="room"><a class="low" href="?low">Low</a></p>',
    style: ".room { position: relative; } .room::after { content: ''; position: absolute; inset: 0; }",
    complaints: [/^focus: it lies below <p class="room"/],
  },
  {
    name: "far-away",
    main: '<a class="away" href="?away">Away</a>',
    style: ".away { position: fixed; left: -99rem; }",
    complaints: [/^focus: it is out of sight/],
  },
  {
    name: "unreached",
    main: '<p><a id="one" href="?one">One</a> and <a id="two" href="?two">two</a></p>',
    script: "one.addEventListener('focus', () => two.focus());",
    complaints: [/^keyboard: Tab does not reach it: <a id="one"/],
  },
  {
    name: "trap",
    script: `${onKey("Tab")} if (document.activeElement.matches("main a")) event.preventDefault(); });`,
    complaints: [/^keyboard: Tab never comes to the end/],
  },
  { name: "no-enter", main: menu("popover"), script: `${onKey("Enter")} event.preventDefault(); });`, complaints: [/^keyboard: Enter does not open div#menu/] },
  { name: "no-escape", main: menu('popover="manual"'), complaints: [/^keyboard: Escape does not close div#menu/] },
  {
    name: "lost-focus",
    main: menu("popover"),
    script: "menu.addEventListener('toggle', ({ newState }) => newState === 'closed' && document.activeElement.blur());",
    complaints: [/^keyboard: the focus does not come back from div#menu to its button/],
  },
  { name: "no-skip", skip: "", complaints: [/^keyboard: the first stop is not a link to the main part/] },
  {
    name: "dead-skip",
    before: '<nav aria-label="Main"><a href="../intact/">Intact</a></nav>',
    script: "document.querySelector('.skip').addEventListener('click', (event) => event.preventDefault());",
    complaints: [/^keyboard: the first link does not lead to the main part/],
  },
];

/** What the browser must complain of. `other` is the address of another host. */
export const forBrowser = (other) => [
  INTACT,
  { name: "contrast", main: pale, style: PALE, complaints: [/^axe color-contrast: .*light, 320 px; light, 1280 px; dark, 320 px; dark, 1280 px/] },
  { name: "dark", main: pale, style: `@media (prefers-color-scheme: dark) { ${PALE} }`, complaints: [/^axe color-contrast: .*\(dark, 320 px; dark, 1280 px/] },
  { name: "narrow", main: pale, style: `@media (max-width: 600px) { ${PALE} }`, complaints: [/^axe color-contrast: .*\(light, 320 px; dark, 320 px/] },
  { name: "label", main: '<form action="../intact/"><input type="text" name="name"></form>', complaints: [/^axe label: /] },
  {
    name: "small-target",
    main: '<a class="tiny" href="?a">A</a><a class="tiny" href="?b">B</a>',
    style: ".tiny { display: inline-block; width: 12px; height: 12px; font-size: 8px; }",
    complaints: [/^axe target-size: /],
  },
  { name: "details", main: `<details><summary>More</summary>${pale}</details>`, style: PALE, complaints: [opened("details")] },
  {
    name: "menu",
    main: `<button type="button" popovertarget="menu">Menu</button><div id="menu" popover>${pale}</div>`,
    style: PALE,
    complaints: [opened("div#menu")],
  },
  {
    name: "menu-on-top",
    main: `<button type="button" popovertarget="menu">Menu</button><div id="menu" popover>${pale}</div>`,
    style: `${PALE} main > p { position: relative; z-index: 1; height: 600px; background: Canvas; }`,
    complaints: [opened("div#menu")],
  },
  {
    name: "dialog",
    main: `<button type="button" commandfor="box" command="show-modal">Ask</button><dialog id="box" aria-label="Box">${pale}</dialog>`,
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
    script: "new PerformanceObserver(() => document.querySelector('h1').before(Object.assign(document.createElement('div'), { textContent: 'Late.' })))"
      + ".observe({ type: 'paint', buffered: true });",
    complaints: [/^layout shift: /],
  },
  {
    name: "late-shift",
    main: '<p class="below">What stays.</p><p class="far">What moves.</p>',
    style: ".below { margin-block-start: 850px; } .far { margin-block-end: 900px; }",
    script: "addEventListener('scroll', () => document.querySelector('.far').before(Object.assign(document.createElement('div'), { textContent: 'Late.' })), { once: true });",
    complaints: [/^layout shift: /],
  },
  { name: "wide", main: '<p class="wide">Wide.</p>', style: ".wide { width: 500px; }", complaints: [/^width: .*class="wide".*\(light, 320 px; dark, 320 px/] },
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
  { name: "policy", head: "<style>em { color: inherit; }</style>", complaints: [/^content security policy: style-src-elem forbids inline/, /^console: /] },
  { name: "console-error", script: "console.error('It is wrong.');", complaints: [/^console: It is wrong\./] },
  { name: "console-warning", script: "console.warn('It is odd.');", complaints: [/^console: It is odd\./] },
  { name: "throws", script: "throw new Error('It broke.');", complaints: [/^script: It broke\./] },
  { name: "rejects", script: "Promise.reject(new Error('It failed.'));", complaints: [/^script: It failed\./] },
  { name: "gone", main: '<img src="gone.svg" width="40" height="40" alt="A square">', complaints: [/^404 for /, /^console: Failed to load resource/] },
  { name: "astray", head: '<link rel="canonical" href="https://example.com/elsewhere/">', complaints: [/^sharing: its canonical address is .*elsewhere/] },
  {
    name: "no-picture",
    head: '<meta property="og:image" content="https://example.com/no-picture/gone.png">',
    complaints: [/^sharing: there is no picture at .*gone\.png/],
  },
  { name: "no-graph", head: '<script type="application/ld+json">{"@context":</script>', complaints: [/^sharing: its structured data is not JSON/] },
  ...forReaders,
  { name: "icon", icon: "style.css", complaints: [/^icon: .* is text\/css; charset=utf-8, no picture/] },
];

/** What Lighthouse must complain of. */
export const forLighthouse = [
  INTACT,
  { name: "unnamed", main: '<button type="button"></button>', complaints: [/^Lighthouse accessibility: button-name: .*\(mobile; desktop\)/] },
  {
    name: "no-paste",
    main: '<label>Word <input type="text" name="word"></label>',
    script: "document.querySelector('input').addEventListener('paste', (event) => event.preventDefault());",
    complaints: [/^Lighthouse best-practices: paste-preventing-inputs: .*\(mobile; desktop\)/],
  },
  { name: "nondescript", description: "", complaints: [/^Lighthouse seo: meta-description: .*\(mobile; desktop\)/] },
  { name: "unlisted", head: '<meta name="robots" content="noindex">', complaints: [/^Lighthouse seo: is-crawlable: .*\(mobile; desktop\)/] },
  // The page for what is not there may be unlisted, and nothing else.
  {
    name: "not-found",
    file: "404.html",
    head: '<meta name="robots" content="noindex">',
    description: "",
    complaints: [/^Lighthouse seo: meta-description: /],
  },
];

/** What the validators must complain of. */
export const forValidators = [
  INTACT,
  { name: "nu-error", main: '<p>It was <time datetime="lately">lately</time>.</p>', complaints: [/^\d+: Nu error: /] },
  { name: "nu-warning", main: "<section><p>Nobody knows what this is about.</p></section>", complaints: [/^\d+: Nu warning: /] },
  { name: "html-validate", main: "<button>Press</button>", complaints: [/^\d+: html-validate no-implicit-button-type: /] },
  { name: "both", main: "<p><em>Never ended.</p>", complaints: [/^\d+: Nu error: /, /^\d+: html-validate close-order: /, /^\d+: html-validate no-implicit-close: /] },
];
