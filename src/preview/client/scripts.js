// Scripts run again only if they changed. One that came by a patch would never run: a script runs when it is made, not moved.

const track = document[Symbol.for("milepost.track")];

/** Makes a script anew, so that it runs. */
export const run = (script) => {
  const fresh = document.createElement("script");
  for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
  fresh.textContent = script.textContent;
  // Scripts that are added run when they come; these had their order in the page.
  fresh.async = script.hasAttribute("async");
  script.replaceWith(fresh);
  track.adopt(fresh, script);
};

/** Whether two script elements are the same program. */
export const isSame = (one, other, served) => {
  const source = served?.has("src") ? served.get("src") : one.getAttribute("src");
  return source === other.getAttribute("src") && one.type === other.type && one.textContent === other.textContent;
};
