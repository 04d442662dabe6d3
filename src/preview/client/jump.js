// To the edit: what somebody just wrote comes into view and is marked for a moment.

import { letGo } from "/_milepost/place.js";

const LONG = 1800;

const isQuiet = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const isInView = (element) => {
  const { top, bottom, height } = element.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return seen >= Math.min(height, innerHeight / 3) && height > 0;
};

// Marking moves nothing and takes no room.
const highlight = (element) => {
  const on = { outline: "3px solid #e8590c", outlineOffset: "4px", borderRadius: "2px" };
  const off = { ...on, outlineColor: "transparent" };
  const steps = isQuiet() ? [on, on] : [on, { ...on, offset: 0.6 }, off];
  element.animate(steps, { duration: LONG, easing: "ease-out" }).id = "milepost-edit";
};

/** Marks what was edited, and brings it into view if none of it is. */
export const show = (elements) => {
  const visible = elements.filter((element) => element.isConnected && element.getClientRects().length > 0);
  if (visible.length === 0) return;
  if (!visible.some(isInView)) {
    letGo();
    visible[0].scrollIntoView({ block: "center", behavior: isQuiet() ? "instant" : "smooth" });
  }
  visible.slice(0, 20).forEach(highlight);
};
