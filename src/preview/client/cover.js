// The report that the preview lays over a page that cannot be made, and the notice that a page is gone.

import { mark } from "/_milepost/editor.js";

const ID = "milepost-cover";

// Where the focus was before the report took it.
let focused = null;

// The report that was told last. One that the reader closed does not come back by itself.
let told = null;

const cover = () => document.getElementById(ID);

const addStyle = () => {
  const url = "/_milepost/client.css";
  if (document.querySelector(`link[href="${url}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  document.head.append(link);
};

/** Shows a report. `html` is made by the server, which escapes everything that comes from a file. */
export const show = (html) => {
  if (html === told) return;
  told = html;
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  const old = cover();
  if (old) old.remove();
  else focused = document.activeElement;
  addStyle();
  prepare(fresh);
};

const prepare = (region) => {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "milepost-close";
  close.textContent = "Close (Esc)";
  close.addEventListener("click", hide);
  region.prepend(close);
  mark(region);
  document.body.append(region);
  // What is covered cannot be used, by nobody.
  for (const element of document.body.children) {
    if (element === region || element.inert) continue;
    element.inert = true;
    element.dataset.milepostCovered = "";
  }
  region.focus({ preventScroll: true });
};

/** Takes the report away, if there is one: there is nothing to tell any more. */
export const remove = () => {
  told = null;
  hide();
};

const hide = () => {
  const region = cover();
  if (!region) return;
  region.remove();
  for (const element of document.querySelectorAll("[data-milepost-covered]")) {
    element.inert = false;
    delete element.dataset.milepostCovered;
  }
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  focused = null;
};

/** Says that the page is gone, and where to go on. */
export const showGone = ({ url, title, moved }) => {
  show(`<section id="${ID}" class="milepost-cover" role="dialog" aria-modal="true" aria-labelledby="${ID}-title" tabindex="-1">
    <h1 id="${ID}-title">This address is gone</h1>
    <p>${moved ? "The page has another address now:" : "The page that was here was removed. Go on to"} <a></a></p>
  </section>`);
  const link = cover().querySelector("a");
  link.href = url;
  link.textContent = title;
};

/** Prepares the report that was served with the page, and the keys. */
export const start = () => {
  if (cover()) {
    told = cover().outerHTML;
    prepare(cover());
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cover() && !event.defaultPrevented) hide();
  });
};
