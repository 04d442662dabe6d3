// Gate: the data of a page for programs that share it: its canonical address, its social card, its structured data.
//
// The server uses the path of the published site, so the two addresses must differ in the host only.

/** Returns the faults of that data. */
export const sharingFaults = async (page) => {
  const { canonical, pictures, graphs } = await page.evaluate(toldToPrograms);
  const faults = [];
  const here = new URL(page.url());
  if (canonical && new URL(canonical).pathname !== here.pathname) {
    faults.push(`sharing: its canonical address is ${canonical}, it lies at ${here.pathname}`);
  }
  for (const picture of pictures) {
    if (!URL.canParse(picture)) {
      faults.push(`sharing: the address of its picture is not absolute: ${picture}`);
      continue;
    }
    // The test sends no request to other hosts.
    if (canonical && new URL(picture).origin !== new URL(canonical).origin) continue;
    const response = await fetch(new URL(new URL(picture).pathname, here));
    const type = response.headers.get("content-type");
    if (!response.ok || !type.startsWith("image/")) faults.push(`sharing: there is no picture at ${picture}`);
  }
  return [...faults, ...graphs.flatMap(graphFaults)];
};

const toldToPrograms = () => ({
  canonical: document.querySelector('link[rel="canonical"]')?.href,
  pictures: [...document.querySelectorAll('meta[property="og:image"], meta[name="twitter:image"]')].map(({ content }) => content),
  graphs: [...document.querySelectorAll('script[type="application/ld+json"]')].map(({ textContent }) => textContent),
});

const graphFaults = (text) => {
  try {
    const graph = JSON.parse(text);
    return graph["@context"] === "https://schema.org" ? [] : ["sharing: its structured data does not say that it is of https://schema.org"];
  } catch (error) {
    return [`sharing: its structured data is not JSON: ${error.message}`];
  }
};
