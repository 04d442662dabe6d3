// Brings the search when somebody first uses it, and opens it with a key. It stands in the head, so that the button is there before
// the first paint; without scripts there is none.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(`#stride-search${selector ?? ""}`);
  const isTyping = (element) => element.isContentEditable || element.matches("input, textarea, select");
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
    const key = document.querySelector(".search-button")?.getAttribute("aria-keyshortcuts");
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    find()?.showPopover();
  });
})();
