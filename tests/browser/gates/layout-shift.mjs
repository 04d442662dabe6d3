// Whether what is shown stays where it is: while the page loads, and while somebody reads through it.

/** Writes down every layout shift from the first moment on; to be evaluated on a new document. */
export const watchLayoutShifts = () => {
  const place = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element?.localName) return "something that is gone";
    return element.localName + (element.id ? `#${element.id}` : [...element.classList].map((name) => `.${name}`).join(""));
  };
  const shifts = [];
  const take = (entries) => {
    for (const { value, sources } of entries) shifts.push({ value, places: sources.map(({ node }) => place(node)) });
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  window.milepostShifts = () => {
    take(observer.takeRecords());
    return shifts;
  };
};

/** Scrolls through the page, so that what waits for a reader comes, and gives it two frames to settle. */
const readThrough = async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await frame();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await frame();
};

/** Reads through a page that was watched from its beginning, and tells what moved. */
export const layoutShiftFaults = async (page) => {
  await page.evaluate(readThrough);
  const shifts = await page.evaluate(() => window.milepostShifts());
  return shifts.map(({ value, places }) => {
    const moved = places.length === 0 ? "" : ` of ${places.slice(0, 3).join(", ")}`;
    return `layout shift: ${value.toFixed(4)}${moved}; keep the room for what comes later`;
  });
};
