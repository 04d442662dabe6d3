// From what is seen to where it is written: a click with Alt opens the editor at the line.

const script = document.querySelector('script[src="/_milepost/main.js"]');
const { page, token } = script.dataset;

let tell = () => {};

/** Says with what to tell the reader that no editor opened. */
export const onRefusal = (show) => {
  tell = show;
};

/** Opens the editor at a spot: `{block}`, `{key}`, `{link}`, `{image}` or `{fault}`. */
export const open = async (spot) => {
  if (!token) return;
  const response = await fetch("/_milepost/edit", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Milepost-Token": token },
    body: JSON.stringify({ page, ...spot }),
  });
  if (!response.ok) {
    tell(await response.text());
    return;
  }
  const { address } = await response.json();
  // An editor's own scheme: the browser hands it on and stays here.
  if (address) location.assign(address);
};

/** Whether there is an editor to open: not for who looks from another machine. */
export const canOpen = Boolean(token);

/** Makes the places in a report lead to their lines. */
export const mark = (region) => {
  if (!token) return;
  for (const article of region.querySelectorAll("[data-milepost-fault]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "milepost-open";
    button.textContent = "Open in the editor";
    button.addEventListener("click", () => open({ fault: article.dataset.milepostFault }));
    article.append(button);
  }
};

// The block that an element shows: its own, or the one before it where a component or HTML shows what was written.
const blockOf = (element) => {
  const own = element.closest("[data-milepost-block]");
  if (own) return own;
  const inside = element.closest("main, article, body");
  const before = [...(inside?.querySelectorAll("[data-milepost-block]") ?? [])];
  return before.findLast((block) => block.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
};

/** Listens for clicks with Alt. */
export const start = () => {
  if (!token) return;
  addEventListener(
    "click",
    (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.button !== 0 || !(event.target instanceof Element)) return;
      if (event.target.closest("#milepost-cover, #milepost-bar")) return;
      event.preventDefault();
      event.stopPropagation();
      const block = event.target.closest("h1") && !event.target.closest("[data-milepost-block]") ? null : blockOf(event.target);
      open(block ? { block: Number(block.dataset.milepostBlock) } : { key: "title" });
    },
    true,
  );
};
