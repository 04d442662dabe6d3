// Milepost's preview: keeps the open page up to date while its sources are edited. The server adds it to the pages that it serves;
// the published site does not have it.

import * as bar from "/_milepost/bar.js";
import * as cover from "/_milepost/cover.js";
import * as editor from "/_milepost/editor.js";
import * as faults from "/_milepost/faults.js";
import { swap } from "/_milepost/files.js";
import * as jump from "/_milepost/jump.js";
import { follow } from "/_milepost/listen.js";
import { patch } from "/_milepost/patch.js";

const { page, shown } = document.querySelector('script[src="/_milepost/main.js"]').dataset;

let isGone = false;

const take = async (message) => {
  if (message.page !== "same") isGone = message.page === "gone";
  if (message.page === "gone") cover.showGone(message.way);
  // What is told of a page that is gone is what stands at its address now.
  if (isGone) return;
  const edited = message.page === "changed" ? await patch() : [];
  if (message.overlay) cover.show(message.overlay);
  else cover.remove();
  swap(message.files, message.generation);
  if (message.edited) jump.show(edited);
  if (message.diagnostics) {
    faults.mark(message.diagnostics.page);
    bar.show(message.diagnostics);
  }
};

cover.start();
editor.start();
bar.start();
follow(page, shown, take);
