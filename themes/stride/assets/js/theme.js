// The light and dark switch. It stands in the head and blocks, so that a remembered choice is there
// before the first paint. Without it the page follows the system's colour scheme.
(function () {
  "use strict";
  var key = "stride-theme";
  var root = document.documentElement;
  var system = matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try {
      var theme = localStorage.getItem(key);
      return theme === "dark" || theme === "light" ? theme : null;
    } catch (e) {
      return null;
    }
  }

  // A choice that equals the system's is forgotten: the page follows the system again.
  function remember(theme) {
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch (e) {
      // Storage is switched off: the choice lasts as long as the page.
    }
  }

  function apply(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelectorAll("meta[name=theme-color]").forEach(function (meta) {
      var scheme = meta.dataset.scheme;
      meta.media = theme ? (scheme === theme ? "all" : "not all") : "(prefers-color-scheme: " + scheme + ")";
    });
    label();
  }

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }

  function label() {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(dark()));
    });
  }

  root.classList.add("js");
  apply(remembered());
  document.addEventListener("DOMContentLoaded", label);
  system.addEventListener("change", label);
  addEventListener("storage", function (event) {
    if (event.key === key) apply(remembered());
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("[data-theme-switch]")) return;
    var theme = dark() ? "light" : "dark";
    if (theme === (system.matches ? "dark" : "light")) theme = null;
    remember(theme);
    apply(theme);
  });
})();
