// Brings the search when somebody first uses it, and opens it with a key. It stands in the head, so that the button is there before
// the first paint; without scripts there is none.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(`#stride-search${selector ?? ""}`);
  let brought = false;

  document.documentElement.classList.add("js");

  document.addEventListener("focusin", ({ target }) => {
    if (brought || !target.closest("#stride-search")) return;
    brought = true;
    for (const script of find(" template").content.querySelectorAll("script")) {
      const copy = document.importNode(script);
      copy.async = false;
      document.head.append(copy);
    }
  });

  document.addEventListener("keydown", (event) => {
    const shortcuts = document.querySelector(".search-button")?.getAttribute("aria-keyshortcuts")?.split(" ") ?? [];
    const modifier = event.ctrlKey ? "Control" : "Meta";
    if (event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
    if (!shortcuts.includes(`${modifier}+${event.key.toUpperCase()}`)) return;
    event.preventDefault();
    if (!find(":popover-open")) find()?.showPopover();
  });
})();
