// Gate: the icon that browsers show beside a page's title.

/** Returns the addresses of a page's icons. */
export const iconsOf = async (page) => {
  const addresses = await page.$$eval('link[rel~="icon"]', (links) => links.map(({ href }) => href));
  return addresses.filter((address) => !address.startsWith("data:"));
};

/** Returns a fault if a page names no icon, and one for each icon that is not a picture. */
export const iconFaults = async (page) => {
  if (!(await page.$('link[rel~="icon"]'))) return ["icon: none is named; browsers will ask for /favicon.ico in vain"];
  const faults = [];
  for (const address of await iconsOf(page)) {
    const response = await fetch(address);
    const type = response.headers.get("content-type") ?? "";
    if (!response.ok) faults.push(`icon: ${response.status} for ${address}`);
    else if (!type.startsWith("image/")) faults.push(`icon: ${address} is ${type}, no picture`);
  }
  return faults;
};
