// What of the content has another text than before: the edit, as far as a page shows it.

const BLOCK = "[data-milepost-block]";

// The blocks of the content, and what stands between them: a component, a figure that somebody wrote as HTML.
const content = () => {
  const blocks = [...document.querySelectorAll(BLOCK)];
  const parents = new Set(blocks.map((block) => block.parentElement));
  const between = [...parents].flatMap((parent) => [...parent.children]);
  return new Set([...blocks, ...between.filter((element) => !element.querySelector(BLOCK))]);
};

const tell = (element) => element.outerHTML.replace(/ data-milepost-[a-z]+="[^"]*"/g, "");

/** How often each block stands on the page. */
export const texts = () => {
  const found = new Map();
  for (const element of content()) {
    const text = tell(element);
    found.set(text, (found.get(text) ?? 0) + 1);
  }
  return found;
};

/** The blocks that did not stand there before, the innermost of each. */
export const changedSince = (before) => {
  const elements = [...content()].filter((element) => {
    const text = tell(element);
    const left = before.get(text) ?? 0;
    before.set(text, left - 1);
    return left === 0;
  });
  // Of a list with another item, the item.
  return elements.filter((element) => !elements.some((other) => other !== element && element.contains(other)));
};
