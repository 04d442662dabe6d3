// Gate: a page is complete without JavaScript. All its text is there, and no control that does nothing without a script.

/** Loads the page again without scripts and returns its faults. It leaves the tab with that page. */
export const noScriptsFaults = async (page) => {
  // Closes what other gates have opened.
  await page.reload({ waitUntil: "load" });
  const before = await page.evaluate(shownTexts);
  await page.setJavaScriptEnabled(false);
  try {
    await page.reload({ waitUntil: "load" });
    const after = new Set(await page.evaluate(shownTexts));
    const lost = before.filter((text) => !after.has(text)).map((text) => `without JavaScript: it is not there: “${text.slice(0, 80)}”`);
    return [...lost, ...(await page.evaluate(deadControls))];
  } finally {
    await page.setJavaScriptEnabled(true);
  }
};

const shownTexts = () =>
  [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, figcaption, summary)")]
    .filter((element) => element.checkVisibility())
    .map((element) => element.textContent.trim().replace(/\s+/g, " "))
    .filter(Boolean);

const deadControls = () => {
  const describe = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 100);
  const answers = (control) =>
    control.matches("[popovertarget], [commandfor]") || Boolean(control.form?.hasAttribute("action")) || control.closest("fieldset:disabled");
  const dead = [
    ...[...document.querySelectorAll("button, input:not([type=hidden]), select, textarea")].filter((control) => !answers(control)),
    ...document.querySelectorAll('[role="button"]:not(button, summary), a[href="#"], a[href^="javascript:"], [onclick]'),
  ];
  return dead
    .filter((control) => control.checkVisibility())
    .map((control) => `without JavaScript: nothing answers; hide it until its script runs: ${describe(control)}`);
};
