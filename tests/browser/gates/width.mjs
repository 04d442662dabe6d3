// Whether a page fits the screen: nobody has to scroll sideways to read a line.

/** What sticks out of the screen as it is now. */
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
