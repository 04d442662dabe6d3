// Gate: a page works with the Tab key alone. Tab reaches every control, the focused control shows its focus and is in view, and the
// first stop skips the parts that all pages share.

/** Returns the faults on the way from stop to stop. */
export const keyboardFaults = async (page) => {
  const faults = [...(await walkThrough(page)), ...(await trySkipLink(page))];
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo({ top: 0, behavior: "instant" });
  });
  return faults;
};

const walkThrough = async (page) => {
  const count = await page.evaluate(noteStops);
  const faults = [];
  // A region that scrolls is a stop too.
  for (let press = 0; press < 2 * count + 20; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(judgeStop);
    if (!stop) return [...faults, ...(await page.evaluate(unreached))];
    faults.push(...stop);
  }
  return [...faults, "keyboard: Tab never comes to the end of the page"];
};

/** Records the elements that Tab should reach, and their look without the focus. */
const noteStops = () => {
  const candidates = "a[href], area[href], button, input:not([type=radio]), select, textarea, summary, [tabindex]";
  const stops = [...document.querySelectorAll(candidates)].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && element.checkVisibility({ visibilityProperty: true }),
  );
  const look = (element) => {
    const { boxShadow, borderColor, backgroundColor, textDecoration } = getComputedStyle(element);
    return [boxShadow, borderColor, backgroundColor, textDecoration].join(" | ");
  };
  window.milepostStops = { look, waiting: new Map(stops.map((element) => [element, look(element)])) };
  return stops.length;
};

/** Returns the faults of the focused element, or null once the focus has left the page. */
const judgeStop = () => {
  const { look, waiting } = window.milepostStops;
  const { contrast, name } = window.milepostPaint;
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const before = waiting.get(element);
  waiting.delete(element);
  const faults = [];
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  if (isOutlined) {
    const ratio = contrast(element.parentElement, outlineColor);
    if (ratio < 3 && outlineStyle !== "auto") faults.push(`focus: its outline has a contrast of ${ratio.toFixed(1)}, 3 is needed: ${name(element)}`);
  } else if (before === undefined || before === look(element)) faults.push(`focus: it cannot be seen; give it an outline: ${name(element)}`);
  const { left, top, width, height } = element.getClientRects()[0] ?? new DOMRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!hit) faults.push(`focus: it is out of sight: ${name(element)}`);
  else if (!element.contains(hit)) faults.push(`focus: it lies below ${name(hit)}: ${name(element)}`);
  return faults;
};

const unreached = () => {
  const missed = [...window.milepostStops.waiting.keys()];
  return missed.map((element) => `keyboard: Tab does not reach it: ${window.milepostPaint.name(element)}`);
};

/** Presses Tab, Enter and Tab. The focus must then be on the main part, in it or behind it. */
const trySkipLink = async (page) => {
  await page.evaluate(() => {
    document.activeElement?.blur();
    document.querySelector("a[href], button, input, summary")?.focus();
  });
  const leads = await page.evaluate(() => {
    const fragment = document.activeElement.getAttribute("href") ?? "";
    const target = fragment.startsWith("#") && document.getElementById(fragment.slice(1));
    return Boolean(target) && (target.localName === "main" || target.closest("main") !== null);
  });
  if (!leads) return ["keyboard: the first stop is not a link to the main part"];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isPast = await page.evaluate(() => {
    const main = document.querySelector("main");
    const active = document.activeElement;
    return active === document.body || main.contains(active) || Boolean(main.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  return isPast ? [] : ["keyboard: the first link does not lead to the main part"];
};
