// Milepost's preview: one event stream for all tabs of a browser. A browser gives a site six connections; with a stream in each
// tab, the seventh would never load. This is a shared worker: it lives as long as a tab that uses it.
"use strict";

// The server follows no more pages than this in one stream.
const MOST = 64;

// By port, what the tab behind it shows: its page, and which version.
const tabs = new Map();
let stream = null;

const listen = () => {
  if (stream) stream.close();
  stream = null;
  const followed = [...tabs.values()].slice(-MOST);
  if (followed.length === 0) return;
  const query = followed.map(({ page, shown }) => `page=${encodeURIComponent(page)}&shown=${encodeURIComponent(shown)}`);
  const opened = new EventSource(`/_milepost/events?${query.join("&")}`);
  stream = opened;
  opened.onmessage = ({ data, lastEventId }) => {
    const message = JSON.parse(data);
    for (const [port, tab] of tabs) {
      // Several tabs may show the same page, and each is told once.
      if (tab.page !== message.url || tab.shown === lastEventId) continue;
      tab.shown = lastEventId;
      port.postMessage({ shown: lastEventId, message });
    }
  };
  // Left to itself the browser would ask with the old query, and be told again what the tabs know.
  opened.onerror = () => {
    if (stream !== opened) return;
    opened.close();
    stream = null;
    setTimeout(() => stream || listen(), 500);
  };
};

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: tab }) => {
    if (tab) tabs.set(port, tab);
    else tabs.delete(port);
    listen();
  };
};
