// Gate: a page is readable without CSS. It starts with its heading, and no picture fills the screen.

/** Returns the faults of a page without its styles. */
export const noStylesFaults = async (page) => {
  const faults = await page.evaluate(plain);
  await page.evaluate(() => [...document.styleSheets].forEach((sheet) => (sheet.disabled = false)));
  return faults;
};

const plain = () => {
  [...document.styleSheets].forEach((sheet) => (sheet.disabled = true));
  const SCREENS = 2;
  const { name } = window.milepostPaint;
  const faults = [];
  const say = (text) => faults.push(`without CSS: ${text}`);
  const isShown = (element) => element.checkVisibility();
  const heading = document.querySelector("h1");
  if (!heading || !isShown(heading)) return ["without CSS: there is no h1 to begin with"];
  const comesBefore = (element) => Boolean(element.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING);
  const early = [...document.querySelectorAll("h2, h3, h4, h5, h6, main p")].filter((element) => comesBefore(element) && isShown(element));
  early.forEach((element) => say(`it comes before the h1: ${name(element)}`));
  const screens = (heading.getBoundingClientRect().top + scrollY) / innerHeight;
  if (screens > SCREENS) say(`${screens.toFixed(1)} screens come before the h1`);
  for (const picture of document.querySelectorAll("svg, img")) {
    const { width, height } = picture.getBoundingClientRect();
    if (isShown(picture) && (width > innerWidth || height > innerHeight)) say(`it fills the screen; give it width and height: ${name(picture)}`);
  }
  return faults;
};
