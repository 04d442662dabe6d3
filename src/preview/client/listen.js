// The stream of messages, and what the page shows. Each message brings what is shown after it; whoever listens again asks for what
// came since.

const RETRY = 1000;

/** Listens for a page. `take(message)` may be slow; messages wait for one another. */
export const follow = (page, first, take) => {
  let shown = first;
  let hush = null;
  let queue = Promise.resolve();

  const receive = (next, message) => {
    queue = queue.then(async () => {
      await take(message);
      shown = next;
    });
    // Whatever cannot be patched can be loaded.
    queue = queue.catch((error) => {
      console.error("Milepost could not patch the page and loads it again:", error);
      location.reload();
    });
  };

  // All tabs of a browser share one stream.
  const listenWithOthers = () => {
    const hub = new SharedWorker("/_milepost/hub.js");
    hub.port.onmessage = ({ data }) => receive(data.shown, data.message);
    hub.onerror = () => {
      hush = listenAlone();
    };
    hub.port.postMessage({ page, shown });
    return () => hub.port.postMessage(null);
  };

  // Where there are no shared workers, on phones.
  const listenAlone = () => {
    const stream = new EventSource(`/_milepost/events?page=${encodeURIComponent(page)}&shown=${encodeURIComponent(shown)}`);
    stream.onmessage = ({ data, lastEventId }) => receive(lastEventId, JSON.parse(data));
    stream.onerror = () => {
      // After a broken connection the browser tries again by itself, after a refusal it does not.
      if (stream.readyState !== EventSource.CLOSED) return;
      leave();
      setTimeout(listen, RETRY);
    };
    return () => stream.close();
  };

  const listen = () => {
    if (!hush) hush = window.SharedWorker ? listenWithOthers() : listenAlone();
  };

  const leave = () => {
    if (hush) hush();
    hush = null;
  };

  // A page that the browser keeps for the way back must not be told what it cannot show; it catches up when it is seen again.
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
};
