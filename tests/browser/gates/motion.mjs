// Gate: nothing moves with reduced motion. A fading color is not motion.

/** Returns what moves on a page although reduced motion is on. */
export const motionFaults = (page) => page.evaluate(moving);

const moving = () => {
  const STILL = /^(none|opacity|visibility|fill|stroke|box-shadow|([a-z-]+-)?color)$/;
  const seconds = (times) => Math.max(...times.split(",").map(parseFloat));
  const told = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const faults = [];
    if (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) faults.push(`the animation ${style.animationName}`);
    if (seconds(style.transitionDuration) > 0.01) {
      const moved = style.transitionProperty.split(", ").filter((property) => !STILL.test(property));
      if (moved.length > 0) faults.push(`the transition of ${moved.join(", ")}`);
    }
    if (!pseudo && style.scrollBehavior === "smooth") faults.push("scrolling");
    return faults.map((what) => `motion: ${what} goes on with reduced motion: ${window.milepostPaint.name(element)}${pseudo ?? ""}`);
  };
  const kinds = [undefined, "::before", "::after"];
  return [...document.querySelectorAll("*")].flatMap((element) => kinds.flatMap((pseudo) => told(element, pseudo)));
};
