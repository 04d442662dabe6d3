// The button that copies a block of code, and the focus of blocks that do not scroll. Without this
// script the code is there and can be selected; prompts and numbers of lines are never part of it.
(function () {
  "use strict";
  var words = document.currentScript.dataset;

  // Prompts, what a program printed, and removed lines are shown and not copied.
  function text(block) {
    var code = block.querySelector("code, samp").cloneNode(true);
    var has = code.querySelector(".c-prompt");
    code.querySelectorAll(has ? ".c-prompt, .c-output, del.line" : "del.line").forEach(function (part) {
      part.remove();
    });
    return has ? code.textContent.replace(/\n{2,}/g, "\n").replace(/^\n/, "") : code.textContent;
  }

  function say(button, word) {
    button.textContent = word;
    button.dataset.said = "";
    clearTimeout(button.timer);
    button.timer = setTimeout(function () {
      button.textContent = words.copy;
      delete button.dataset.said;
    }, 2000);
  }

  function copy(event) {
    var button = event.target.closest && event.target.closest(".code-block > button");
    if (!button) return;
    navigator.clipboard.writeText(text(button.parentNode)).then(
      function () {
        say(button, words.copied);
      },
      function () {
        say(button, words.failed);
      }
    );
  }

  // Only what scrolls has to be reached with the keyboard.
  function focus(block) {
    var pre = block.querySelector("pre");
    if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0;
    else pre.removeAttribute("tabindex");
  }

  var sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      focus(entry.target);
    });
  });

  function complete() {
    document.querySelectorAll(".code-block").forEach(function (block) {
      if (block.querySelector(":scope > button")) return;
      sizes.observe(block);
      // Pages without a secure connection have no clipboard.
      if (!navigator.clipboard) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = words.copy;
      button.setAttribute("aria-live", "polite");
      block.append(button);
    });
  }

  document.addEventListener("click", copy);
  complete();
  // The preview changes the page where it stands.
  new MutationObserver(complete).observe(document.getElementById("stride-main") || document.body, { childList: true, subtree: true });
})();
