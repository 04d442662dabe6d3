// Gate: a page fits the screen, so that readers never scroll sideways.

/** Returns a fault if something is wider than the screen. */
export const widthFaults = async (page) => {
  const { excess, widest } = await page.evaluate(sticksOut);
  return excess > 0 ? [`width: ${excess} px wider than the screen${widest ? `: ${widest}` : ""}`] : [];
};

const sticksOut = () => {
  const excess = document.documentElement.scrollWidth - innerWidth;
  if (excess <= 0) return { excess };
  const right = (element) => Math.round(element.getBoundingClientRect().right + scrollX);
  const reaches = [...document.body.querySelectorAll("*")].filter((element) => right(element) >= innerWidth + excess);
  const widest = reaches.at(-1)?.outerHTML.slice(0, 120);
  return { excess, widest };
};
