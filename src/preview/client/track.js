// Milepost's preview: knows what the page itself has changed since it was served: an open <details>, the chosen theme, an element
// or a text that a script added. A patch leaves all of that as it is, unless its source has changed.
//
// It runs before any other script of the page; the other parts of the preview come when the page is read.
(() => {
  "use strict";

  // For each element the attributes that the page changed, with their values as they were served (null: not there).
  const served = new WeakMap();
  // The elements and texts that scripts of the page added.
  const added = new WeakSet();
  const removed = new WeakSet();

  const takeAttribute = ({ target, attributeName, oldValue }) => {
    const attributes = served.get(target) ?? new Map();
    served.set(target, attributes);
    if (!attributes.has(attributeName)) attributes.set(attributeName, oldValue);
  };

  const take = (records) => {
    for (const record of records) {
      if (record.type === "attributes") takeAttribute(record);
      // An element that a script only moves was served all the same.
      for (const node of record.removedNodes) if (!added.has(node)) removed.add(node);
      for (const node of record.addedNodes) if (!removed.has(node)) added.add(node);
    }
  };

  const observer = new MutationObserver(take);
  const observe = (more) => observer.observe(document, { attributes: true, attributeOldValue: true, subtree: true, ...more });
  observe();
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    // What the reader of the page added until now was served.
    take(observer.takeRecords());
    observe({ childList: true });
  });

  // For the other parts of the preview.
  document[Symbol.for("milepost.track")] = {
    served: (element) => served.get(element),
    isAdded: (node) => added.has(node),
    /** Lets an element take the place of another. */
    adopt: (fresh, old) => {
      if (served.has(old)) served.set(fresh, served.get(old));
    },
    /** Does something that is not the page's own doing. */
    unseen: (work) => {
      take(observer.takeRecords());
      const result = work();
      observer.takeRecords();
      return result;
    },
  };
})();
