// Pages that are broken for some readers only, as in `broken-pages.mjs`: with large text or few colors, on paper, without styles, without
// scripts or without a mouse.

import { menu, onKey, PALE_TEXT } from "./fragments.mjs";

const everyWideLook = "\\(light, 1280 px; dark, 1280 px\\)";

export const forReaders = [
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
  {
    name: "pale-print",
    main: PALE_TEXT,
    style: "@media print { .pale { color: #aaa; } }",
    complaints: [/^print: rgb\(170, 170, 170\) is pale/],
  },
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
  {
    name: "faint-focus",
    style: "a:focus-visible { outline: 2px solid #ccc; }",
    complaints: [/^focus: its outline has a contrast of 1\.6, .*\(light, 320 px; light, 1280 px\)/],
  },
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
  {
    name: "no-enter",
    main: menu("popover"),
    script: `${onKey("Enter")} event.preventDefault(); });`,
    complaints: [/^keyboard: Enter does not open div#menu/],
  },
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
