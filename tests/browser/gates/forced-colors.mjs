// Gate: every control is visible in forced colors, which remove backgrounds and shadows.

/** Returns the controls that are invisible in forced colors. */
export const forcedColorsFaults = async (page, see) => {
  await see({ forced: "active" });
  const faults = await page.evaluate(invisible);
  await see();
  return faults;
};

const invisible = () => {
  const ENOUGH = 3;
  const { contrast, name } = window.milepostPaint;
  const showsText = (control) => {
    const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || parent.closest("svg") || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const { width, height } = parent.getBoundingClientRect();
      if (width > 1 && height > 1 && contrast(parent, getComputedStyle(parent).color) >= ENOUGH) return true;
    }
    return false;
  };
  const showsBorder = (control) => {
    const style = getComputedStyle(control);
    const sides = ["Top", "Right", "Bottom", "Left"];
    return sides.some((side) => {
      const isThere = style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0;
      return isThere && contrast(control.parentElement, style[`border${side}Color`]) >= ENOUGH;
    });
  };
  const showsPicture = (control) =>
    control.querySelector("img, video, canvas") !== null ||
    [...control.querySelectorAll("svg *")].some((shape) => {
      const { fill, stroke } = getComputedStyle(shape);
      return [fill, stroke].some((paint) => paint !== "none" && !paint.startsWith("url") && contrast(control, paint) >= ENOUGH);
    });
  const isThere = (control) => {
    const { width, height } = control.getBoundingClientRect();
    return width > 1 && height > 1 && control.checkVisibility({ visibilityProperty: true });
  };
  return [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
    .filter(isThere)
    .filter((control) => !showsText(control) && !showsBorder(control) && !showsPicture(control))
    .map((control) => `forced colors: a control cannot be seen; give it a border: ${name(control)}`);
};
