// The visible colors of elements, for the gates that compare them.

/** Adds `milepostPaint` to a page. Evaluate it on a new document. */
export const installPaint = () => {
  const parsed = new Map();
  let canvas;
  /** Returns red, green, blue and opacity of any computed color, from 0 to 255. */
  const parse = (color) => {
    canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    if (!parsed.has(color)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      parsed.set(color, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return parsed.get(color);
  };
  const over = (above, below) => {
    const share = above[3] / 255;
    return [0, 1, 2].map((channel) => above[channel] * share + below[channel] * (1 - share));
  };
  // As WCAG 2 defines them: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
  const luminance = (color) => {
    const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = color.map((channel) => linear(channel / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  /** Returns the color behind the content of an element. Pictures are ignored. */
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = parse(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 255) break;
    }
    return layers.reduceRight((below, above) => over(above, below), [255, 255, 255]);
  };
  /** Returns the name of an element for a message. */
  const name = (element) => {
    const tag = element.cloneNode(false).outerHTML.replace(/<\/.*$/, "");
    return tag.slice(0, 100) + element.textContent.trim().replace(/\s+/g, " ").slice(0, 30);
  };
  window.milepostPaint = {
    name,
    onPaper: (color) => ratio(over(parse(color), [255, 255, 255]), [255, 255, 255]),
    contrast: (element, color) => ratio(over(parse(color), behind(element)), behind(element)),
  };
};
