// Which elements of the open page and of the new one are the same, so that the patch leaves them where and as they are.
//
// Most elements of a page have no id. Those whose text stands once in both pages are given the same one while the page is
// patched: the idea of the patience diff, that what is unique on both sides is what did not change.

const ATTRIBUTE = "id";
const PREFIX = "milepost-same-";

// What tells an element from others: its name and its text; what has no text is told by its tag.
const mark = (element) => {
  const text = element.textContent.trim();
  return `${element.localName}|${text === "" ? element.outerHTML : text}`;
};

const unique = (root) => {
  const found = new Map();
  for (const element of root.querySelectorAll("*")) {
    const key = mark(element);
    found.set(key, found.has(key) ? null : element);
  }
  return found;
};

/** Gives equal elements equal ids, and returns what takes them away again from the open page. */
export const pair = (now, next, isAdded) => {
  const given = [];
  const give = (element, id) => {
    element.setAttribute(ATTRIBUTE, id);
    given.push(element);
  };
  let number = 0;
  const fresh = unique(next);
  for (const [key, element] of unique(now)) {
    const partner = fresh.get(key);
    if (!element || !partner || element.hasAttribute(ATTRIBUTE) || partner.hasAttribute(ATTRIBUTE)) continue;
    number += 1;
    give(element, PREFIX + number);
    partner.setAttribute(ATTRIBUTE, PREFIX + number);
  }
  // What a script added has no partner, and must not become one of what was served.
  for (const element of now.querySelectorAll("*")) {
    if (!isAdded(element) || element.hasAttribute(ATTRIBUTE)) continue;
    number += 1;
    give(element, `${PREFIX}added-${number}`);
  }
  return () => given.forEach((element) => element.removeAttribute(ATTRIBUTE));
};
