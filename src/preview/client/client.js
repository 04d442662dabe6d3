// Milepost's preview: keeps the open page up to date while its sources are edited.
// The server adds this script to the pages that it serves; the published site does not have it.
(() => {
  "use strict";

  const script = document.currentScript;
  const page = script.dataset.page;
  const SCROLL = "milepost-scroll";
  const COVER = "milepost-cover";

  // What this page shows of the site. Each message brings the next; whoever listens asks for what came after it.
  let shown = script.dataset.shown;

  // --- Listening ----------------------------------------------------------------------------------------------------

  // What ends the listening; nothing while nobody listens.
  let hush = null;

  const listen = () => {
    if (!hush) hush = window.SharedWorker ? listenWithOthers() : listenAlone();
  };

  const leave = () => {
    if (hush) hush();
    hush = null;
  };

  const take = (next, message) => {
    shown = next;
    receive(message);
  };

  // All tabs of a browser share one stream.
  const listenWithOthers = () => {
    const hub = new SharedWorker("/_milepost/hub.js");
    hub.port.onmessage = ({ data }) => take(data.shown, data.message);
    hub.onerror = () => {
      hush = listenAlone();
    };
    hub.port.postMessage({ page, shown });
    return () => hub.port.postMessage(null);
  };

  // Where there are no shared workers, on phones.
  const listenAlone = () => {
    const stream = new EventSource(`/_milepost/events?page=${encodeURIComponent(page)}&shown=${encodeURIComponent(shown)}`);
    stream.onmessage = ({ data, lastEventId }) => take(lastEventId, JSON.parse(data));
    stream.onerror = () => {
      // After a broken connection the browser tries again by itself, after a refusal it does not.
      if (stream.readyState !== EventSource.CLOSED) return;
      leave();
      setTimeout(listen, 1000);
    };
    return () => stream.close();
  };

  // A page that the browser keeps for the way back must not be told what it cannot show; it catches up when it is seen again.
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);

  // --- What a message does --------------------------------------------------------------------------------------------

  const receive = (message) => {
    if (message.page === "changed") {
      renew();
      return;
    }
    message.styles.forEach((url) => swapStyle(url, message.generation));
    if (message.page === "gone") showGone();
    else if (message.overlay) showCover(message.overlay);
    else removeCover();
  };

  // Shows the page as it is now. The one place to put a patch of the open page in.
  const renew = () => {
    sessionStorage.setItem(SCROLL, JSON.stringify({ page, x: scrollX, y: scrollY }));
    leave();
    location.reload();
  };

  // After a reload: the place where the reader was, before anything is painted where the browser allows it.
  const restoreScroll = () => {
    const kept = JSON.parse(sessionStorage.getItem(SCROLL));
    sessionStorage.removeItem(SCROLL);
    if (kept && kept.page === page) scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  };

  // The old sheet stays until the new one is there, so the page is never seen without.
  const swapStyle = (url, generation) => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      if (new URL(old.href).pathname !== url || old.dataset.milepostOld) continue;
      const fresh = old.cloneNode();
      fresh.href = `${url}?milepost=${generation}`;
      old.dataset.milepostOld = "true";
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => {
        delete old.dataset.milepostOld;
        fresh.remove();
      });
      old.after(fresh);
    }
  };

  // --- The report over a page -------------------------------------------------------------------------------------------

  // Where the focus was before the report took it.
  let focused = null;

  const cover = () => document.getElementById(COVER);

  // `html` is made by the server, which escapes everything that comes from a file.
  const showCover = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content.firstElementChild;
    const old = cover();
    if (old) old.remove();
    else focused = document.activeElement;
    addCoverStyle();
    prepareCover(fresh);
  };

  const prepareCover = (region) => {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "milepost-close";
    close.textContent = "Close (Esc)";
    close.addEventListener("click", removeCover);
    region.prepend(close);
    // What is covered cannot be used, by nobody.
    document.body.append(region);
    for (const element of document.body.children) {
      if (element === region || element.inert) continue;
      element.inert = true;
      element.dataset.milepostCovered = "";
    }
    region.focus({ preventScroll: true });
  };

  const removeCover = () => {
    const region = cover();
    if (!region) return;
    region.remove();
    for (const element of document.querySelectorAll("[data-milepost-covered]")) {
      element.inert = false;
      delete element.dataset.milepostCovered;
    }
    if (focused && focused.isConnected) focused.focus({ preventScroll: true });
    focused = null;
  };

  const addCoverStyle = () => {
    const url = "/_milepost/client.css";
    if (document.querySelector(`link[href="${url}"]`)) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    document.head.append(link);
  };

  const showGone = () =>
    showCover(`<section id="${COVER}" class="milepost-cover" role="dialog" aria-modal="true" aria-labelledby="${COVER}-title" tabindex="-1">
      <h1 id="${COVER}-title">This address is gone</h1>
      <p>The page that was here was removed, or has another address now. <a href="/">To the home page</a></p>
    </section>`);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cover() && !event.defaultPrevented) removeCover();
  });

  // --- Start --------------------------------------------------------------------------------------------------------------

  restoreScroll();
  if (cover()) prepareCover(cover());
  listen();
})();
