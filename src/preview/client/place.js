// The reader's place: what stands at the top of the view stays there, whatever grows or shrinks above it.

// How long what comes late, such as a picture, may still move the page.
const HOLD = 2000;

// How far apart, in pixels, elements are looked for down the view.
const STEP = 12;

const isPinned = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const { position } = getComputedStyle(at);
    if (position === "fixed" || position === "sticky") return true;
  }
  return false;
};

// The elements down the middle of the view, the topmost first, each with its distance from the top of the view.
const inView = () => {
  const column = document.querySelector("main")?.getBoundingClientRect();
  const x = column ? (Math.max(column.left, 0) + Math.min(column.right, innerWidth)) / 2 : innerWidth / 2;
  const found = new Map();
  for (let y = 0; y < innerHeight; y += STEP) {
    for (const element of document.elementsFromPoint(x, y)) {
      if (found.has(element)) break;
      // What holds nearly everything tells nothing of the place.
      if (element.contains(document.body) || element.scrollHeight > 2 * innerHeight) break;
      if (isPinned(element)) continue;
      found.set(element, element.getBoundingClientRect().top);
      break;
    }
  }
  return [...found].map(([element, top]) => ({ element, top, text: element.textContent }));
};

// The browser's own way of holding the place knows nothing of ours: one of the two is enough.
const sheet = new CSSStyleSheet();
sheet.replaceSync("html, body, body * { overflow-anchor: none !important; }");

const anchoring = (isOn) => {
  const others = document.adoptedStyleSheets.filter((other) => other !== sheet);
  document.adoptedStyleSheets = isOn ? others : [...others, sheet];
};

let release = () => {};

/** Remembers the place; what it returns goes back there, and stays until the reader moves or all that was to come has come. */
export const keepPlace = () => {
  release();
  const marks = scrollY > 0 ? inView() : [];
  anchoring(false);

  return () => {
    const there = marks.filter(({ element }) => element.isConnected);
    const mark = there.find(({ element, text }) => element.textContent === text) ?? there[0];
    const align = () => {
      if (!mark?.element.isConnected) return;
      const moved = mark.element.getBoundingClientRect().top - mark.top;
      if (Math.abs(moved) >= 0.5) scrollBy({ top: moved, behavior: "instant" });
    };
    align();
    hold(align);
  };
};

const hold = (align) => {
  const resized = new ResizeObserver(align);
  resized.observe(document.body);
  const moves = ["wheel", "touchstart", "keydown", "pointerdown"];
  const end = () => {
    clearTimeout(timer);
    resized.disconnect();
    moves.forEach((name) => removeEventListener(name, end, true));
    anchoring(true);
    release = () => {};
  };
  const timer = setTimeout(end, HOLD);
  moves.forEach((name) => addEventListener(name, end, { capture: true, passive: true }));
  release = end;
};

/** Lets the place go: the page moves on purpose. */
export const letGo = () => release();
