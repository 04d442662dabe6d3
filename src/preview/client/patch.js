// Brings the open page to what is served now, without loading it again.

import { Idiomorph } from "/_milepost/idiomorph.js";
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
        if (old.localName === "script" && !isSame(old, fresh, track.served(old))) scripts.push(old);
        current = fresh;
      },
      beforeAttributeUpdated: (attribute, element) =>
        !isFilledIn(element, attribute) && !isOwn(attribute, element, current),
      beforeNodeRemoved: (node) => !(node.nodeType === Node.ELEMENT_NODE && (track.isAdded(node) || isOurs(node))),
      afterNodeAdded: collect,
    },
  });
  scripts.filter((script) => script.isConnected).forEach(run);
};

const selected = () => {
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
    const before = texts(document);
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
    return changed(before);
  });
};

// --- What has changed --------------------------------------------------------------------------------------------------------

const BLOCK = "[data-milepost-block]";

// The blocks of the content, and what stands between them: a component, a figure that somebody wrote as HTML.
const content = (root) => {
  const blocks = [...root.querySelectorAll(BLOCK)];
  const parents = new Set(blocks.map((block) => block.parentElement));
  const between = [...parents].flatMap((parent) => [...parent.children]);
  return new Set([...blocks, ...between.filter((element) => !element.querySelector(BLOCK))]);
};

const tell = (element) => element.outerHTML.replace(/ data-milepost-[a-z]+="[^"]*"/g, "");

// How often each block stands on the page.
const texts = (root) => {
  const found = new Map();
  for (const element of content(root)) {
    const text = tell(element);
    found.set(text, (found.get(text) ?? 0) + 1);
  }
  return found;
};

const changed = (before) => {
  const elements = [...content(document)].filter((element) => {
    const text = tell(element);
    const left = before.get(text) ?? 0;
    before.set(text, left - 1);
    return left === 0;
  });
  // Of a list with another item, the item.
  return elements.filter((element) => !elements.some((other) => other !== element && element.contains(other)));
};
