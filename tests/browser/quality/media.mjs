// What a page is told of its reader and of the medium that it is shown on.

/**
 * What tells a tab's pages all of that at once; what is not named is as it usually is, except for motion, of which less is asked for:
 * what fades would be judged on its way.
 *
 * The driver has functions for some of it, but each takes back what another one has told.
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
