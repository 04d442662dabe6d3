// Marks faults at their places on the page, each with what is wrong in words.

const MARK = "data-milepost-faulty";

const addStyle = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    [${MARK}] { box-shadow: -0.5rem 0 0 -0.25rem #e8a13a; }
    [${MARK}="error"] { box-shadow: -0.5rem 0 0 -0.25rem #e8590c; }
    [${MARK}] a:not([href]) { text-decoration: underline wavy #e8590c; cursor: help; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};

let isStyled = false;
// What the page said of an element before it was marked.
const titles = new Map();

const unmark = () => {
  for (const [element, title] of titles) {
    element.removeAttribute(MARK);
    if (title === null) element.removeAttribute("title");
    else element.setAttribute("title", title);
  }
  titles.clear();
};

/** Marks faults: `{block, severity, message, advice}` each. Those of before are no longer marked. */
export const mark = (faults) => {
  unmark();
  if (!isStyled) addStyle();
  isStyled = true;
  for (const { block, severity, message, advice } of faults) {
    const element = block === null ? null : document.querySelector(`[data-milepost-block="${block}"]`);
    if (!element) continue;
    if (!titles.has(element)) titles.set(element, element.getAttribute("title"));
    const before = element.hasAttribute(MARK) ? `${element.title}\n` : "";
    if (element.getAttribute(MARK) !== "error") element.setAttribute(MARK, severity);
    element.title = `${before}${message}${advice ? ` (${advice})` : ""}`;
  }
};
