// Gate: a page is readable on paper. Its text is dark, since printers leave out backgrounds, and controls are hidden. A list of pages in
// the main part may stay: it is content.

/** Returns the faults of a page in print. */
export const printFaults = async (page, see) => {
  await see({ type: "print" });
  const faults = await page.evaluate(unprintable);
  await see();
  return faults;
};

const unprintable = () => {
  // The contrast of WCAG level AAA.
  const ENOUGH = 7;
  const { onPaper, name } = window.milepostPaint;
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const controls = [...document.querySelectorAll("nav:not(main nav), search, button, input, select, textarea, dialog")].filter(isShown);
  const ownText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isPale = (element) => {
    const { color, printColorAdjust } = getComputedStyle(element);
    return printColorAdjust !== "exact" && onPaper(color) < ENOUGH;
  };
  const pale = [...document.body.querySelectorAll(":not(svg *)")].filter((element) => ownText(element) && isShown(element) && isPale(element));
  return [
    ...controls.map((control) => `print: of no use on paper; hide it: ${name(control)}`),
    ...pale.map((element) => `print: ${getComputedStyle(element).color} is pale on white paper: ${name(element)}`),
  ];
};
