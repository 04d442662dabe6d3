// The media features of a tab: color scheme, reduced motion, forced colors, print.

/**
 * Returns a function that sets all features of a tab at once. Features that are not named have their usual values, except for motion,
 * which is reduced: otherwise a gate could judge a color while it fades.
 *
 * The functions of the driver are not used, since each resets the features that another one has set.
 */
export const mediaOf = async (page) => {
  const session = await page.createCDPSession();
  return ({ scheme, motion = "reduce", forced = "none", type = "" }) => {
    const features = { "prefers-color-scheme": scheme, "prefers-reduced-motion": motion, "forced-colors": forced };
    return session.send("Emulation.setEmulatedMedia", {
      media: type,
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  };
};
