// The writer's status: what there is to know of the page and what is wrong, each leading to its line. It can be folded away.

import { canOpen, onRefusal, open } from "/_milepost/editor.js";

const FOLDED = "milepost-bar-folded";

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") made.addEventListener("click", value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
};

const counted = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

// What leads to a line: a button, where there is an editor to open.
const leading = (text, spot, hint = "Open the line in the editor") =>
  canOpen ? element("button", { type: "button", class: "leading", title: hint, onclick: () => open(spot) }, text) : element("span", {}, text);

// --- What it says ----------------------------------------------------------------------------------------------------------

const badge = ({ draft, scheduled, expired }) => {
  if (draft) return "Draft";
  if (scheduled) return `Appears on ${scheduled}`;
  if (expired) return `Expired on ${expired}`;
  return null;
};

const faultsIn = ({ errors, warnings }) =>
  [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");

// One line, for a glance.
const headline = ({ status, ...faults }) => {
  const parts = [status && badge(status), status && counted(status.words, "word"), faultsIn(faults) || "no faults"];
  return parts.filter(Boolean).join(" · ");
};

const row = (name, value) => [element("dt", {}, name), element("dd", {}, value)];

// How many there are of a kind of fault, which leads to the first.
const count = (number, faults, ...codes) => {
  const first = faults.find((fault) => codes.includes(fault.code));
  return first ? leading(String(number), { fault: first.id }) : String(number);
};

const figures = (status, faults) => {
  const { words, minutes, reading_grade: grade, title_length: title, description_length: description } = status;
  const { images_without_alt: bare, broken_links: broken } = status;
  const length = (number) => (number === 0 ? "none" : counted(number, "character"));
  return element(
    "dl",
    {},
    ...row("Words", `${words}, ${counted(minutes, "minute")} to read`),
    ...(grade === null ? [] : row("Reading grade", String(grade))),
    ...row("Title", leading(length(title), { key: "title" })),
    ...row("Description", leading(length(description), { key: "description" })),
    ...row("Images without alt", count(bare, faults, "missing-alt")),
    ...row("Broken links", count(broken, faults, "broken-link", "broken-anchor")),
  );
};

const place = ({ file, line }) => (file ? `${file}${line ? `:${line}` : ""}` : "");

const fault = (found, isElsewhere) =>
  element(
    "li",
    { class: found.severity },
    leading(found.message, { fault: found.id }, found.advice ?? undefined),
    element("small", {}, isElsewhere && found.url ? element("a", { href: found.url }, place(found)) : place(found)),
  );

const list = (title, faults, isElsewhere) =>
  faults.length === 0
    ? null
    : element("section", {}, element("h2", {}, title), element("ul", {}, ...faults.map((found) => fault(found, isElsewhere))));

const panelOf = ({ status, page, elsewhere, errors, warnings, notes }) => {
  const more = errors + warnings + notes - page.length - elsewhere.length;
  return [
    status ? figures(status, page) : null,
    list("On this page", page, false),
    list("Elsewhere", elsewhere, true),
    more > 0 ? element("p", {}, `And ${more} more: \`milepost check\` lists all.`) : null,
    element("p", { class: "hint" }, canOpen ? "Alt and a click on the page opens its source in the editor." : ""),
  ];
};

// --- How it looks ----------------------------------------------------------------------------------------------------------

let root = null;

const part = (name) => root.querySelector(`[data-part="${name}"]`);

const fold = (isFolded) => {
  localStorage.setItem(FOLDED, isFolded ? "yes" : "no");
  part("bar").hidden = isFolded;
  part("unfold").hidden = !isFolded;
};

const toggle = () => {
  const [button, panel] = [part("toggle"), part("panel")];
  panel.hidden = !panel.hidden;
  button.setAttribute("aria-expanded", String(!panel.hidden));
};

const build = () => {
  const host = element("div", { id: "milepost-bar", role: "region", "aria-label": "Milepost" });
  root = host.attachShadow({ mode: "open" });
  root.append(
    element("link", { rel: "stylesheet", href: "/_milepost/bar.css" }),
    element(
      "div",
      { "data-part": "bar", hidden: "" },
      element("div", { "data-part": "panel", id: "panel", hidden: "" }),
      element("p", { "data-part": "notice", role: "status" }),
      element(
        "div",
        { class: "line" },
        element("button", { type: "button", "data-part": "toggle", "aria-expanded": "false", "aria-controls": "panel", onclick: toggle }),
        element("button", { type: "button", class: "fold", "aria-label": "Fold the status away", onclick: () => foldWith("unfold", true) }, "×"),
      ),
    ),
    element("button", { type: "button", "data-part": "unfold", hidden: "", onclick: () => foldWith("toggle", false) }),
  );
  document.body.append(host);
  fold(localStorage.getItem(FOLDED) === "yes");
};

// The focus follows to what takes the place of the button.
const foldWith = (next, isFolded) => {
  fold(isFolded);
  part(next).focus();
};

/** Shows what is known of the page and of the site. */
export const show = (known) => {
  if (!root) build();
  root.host.dataset.state = known.errors > 0 ? "errors" : known.warnings > 0 ? "warnings" : "well";
  part("toggle").textContent = headline(known);
  const faults = known.errors + known.warnings;
  part("unfold").textContent = faults === 0 ? "✓" : String(faults);
  part("unfold").setAttribute("aria-label", `Unfold the status: ${headline(known)}`);
  part("panel").replaceChildren(...panelOf(known).filter(Boolean));
  part("notice").textContent = "";
};

/** Prepares what others have to say in it. */
export const start = () => {
  onRefusal((text) => {
    if (!root) build();
    fold(false);
    part("notice").textContent = text;
  });
};
