// Gate: nothing on a page moves by itself, neither while it loads nor while a reader scrolls through it.

/** Records every layout shift from the start. Evaluate it on a new document. */
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

/** Scrolls through the page, so that lazy content loads, and waits two frames at each step. */
const readThrough = async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await frame();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await frame();
};

/** Returns what moved until now on a page with `watchLayoutShifts`. */
export const layoutShiftMessages = async (page) => {
  const shifts = await page.evaluate(() => window.milepostShifts());
  return shifts.map(({ value, places }) => {
    const moved = places.length === 0 ? "" : ` of ${places.slice(0, 3).join(", ")}`;
    return `layout shift: ${value.toFixed(4)}${moved}; keep the room for what comes later`;
  });
};

/** Scrolls through a page with `watchLayoutShifts`, and returns what moved. */
export const layoutShiftFaults = async (page) => {
  await page.evaluate(readThrough);
  return layoutShiftMessages(page);
};
