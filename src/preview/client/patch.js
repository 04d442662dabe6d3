// Brings the open page to what is served now, without loading it again.

import { Idiomorph } from "/_milepost/idiomorph.js";
import { changedSince, texts } from "/_milepost/changes.js";
import { keepPlace } from "/_milepost/place.js";
import { pair } from "/_milepost/same.js";
import { isSame, run } from "/_milepost/scripts.js";

const track = document[Symbol.for("milepost.track")];

// What somebody typed or chose in a form.
const isFilledIn = (element, attribute) => {
  switch (attribute) {
    case "value":
      return "defaultValue" in element && element.value !== element.defaultValue;
    case "checked":
      return element.checked !== element.defaultChecked;
    case "selected":
      return element.selected !== element.defaultSelected;
    default:
      return false;
  }
};

/** Whether to leave an attribute as it is: the page changed it, and its source did not. */
const isOwn = (attribute, element, next) => {
  const changed = track.served(element);
  if (!changed?.has(attribute)) return false;
  if (changed.get(attribute) === next.getAttribute(attribute)) return true;
  changed.delete(attribute);
  return false;
};

const isOurs = (element) => element.id.startsWith?.("milepost-") || element.matches('link[href^="/_milepost/"]');

const morph = (next) => {
  let current = null;
  const scripts = [];
  const collect = (node) => {
    if (node.localName === "script") scripts.push(node);
    else if (node.querySelectorAll) scripts.push(...node.querySelectorAll("script"));
  };
  Idiomorph.morph(document.documentElement, next.documentElement, {
    morphStyle: "outerHTML",
    head: { style: "morph" },
    callbacks: {
      beforeNodeMorphed: (old, fresh) => {
        // What a script wrote is its own; what was served there is not known.
        if (old.nodeType === Node.TEXT_NODE && track.isAdded(old)) return false;
        if (old.localName === "script" && !isSame(old, fresh, track.served(old))) scripts.push(old);
        current = fresh;
      },
      beforeAttributeUpdated: (attribute, element) =>
        !isFilledIn(element, attribute) && !isOwn(attribute, element, current),
      beforeNodeRemoved: (node) => !(track.isAdded(node) || (node.nodeType === Node.ELEMENT_NODE && isOurs(node))),
      afterNodeAdded: collect,
    },
  });
  scripts.filter((script) => script.isConnected).forEach(run);
};

// A field keeps its own selection. Seen from outside that lies beside the field, and who sets it there takes the caret out.
const isField = (element) => element?.matches("input, textarea");

const selected = () => {
  if (isField(document.activeElement)) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
  return anchorNode && { anchorNode, anchorOffset, focusNode, focusOffset };
};

const select = (before) => {
  if (!before?.anchorNode.isConnected || !before.focusNode.isConnected) return;
  const within = (node, offset) => Math.min(offset, node.nodeType === Node.TEXT_NODE ? node.length : node.childNodes.length);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = before;
  getSelection().setBaseAndExtent(anchorNode, within(anchorNode, anchorOffset), focusNode, within(focusNode, focusOffset));
};

/**
 * Fetches the page and patches the open one.
 *
 * Resolves to the elements of the content that are new or have another text now.
 */
export const patch = async () => {
  const response = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" }, cache: "no-store" });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  // The report over the page is told in messages.
  next.getElementById("milepost-cover")?.remove();
  return track.unseen(() => {
    const before = texts();
    const [focus, selection, goBack] = [document.activeElement, selected(), keepPlace()];
    const unpair = pair(document, next, track.isAdded);
    try {
      morph(next);
    } finally {
      unpair();
    }
    if (focus !== document.activeElement && focus?.isConnected) focus.focus({ preventScroll: true });
    select(selection);
    goBack();
    return changedSince(before);
  });
};
