// The field of the search and what it finds: a combobox whose options are links. All its texts stand in SiteSearch.html.
(() => {
  "use strict";
  const byId = (name) => document.getElementById(`stride-search${name}`);
  const [panel, field, status, list] = ["", "-field", "-status", "-results"].map(byId);
  const [more, instead] = ["-more", "-instead"].map(byId);
  const COUNT = 5;
  const PAUSE = 120;
  let asked = 0;
  let shown = null;
  let wantsFirst = false;

  const say = (name, value) => panel.dataset[name].replace(/[#*]/, () => value);

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };

  /** Text in pieces, of which those at odd places are words that were looked for. */
  const marked = (pieces) => pieces.map((piece, at) => (at % 2 ? element("mark", "search-mark", piece) : piece));

  const option = ({ url, title, section, heading, passage }, at) => {
    const link = element("a", "search-result");
    link.href = url;
    link.id = `stride-search-result-${at}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const head = element("span", "search-title", ...marked(title));
    link.append(head);
    const way = element("span", "search-way");
    if (section) way.append(element("span", "search-section", section), " ");
    if (heading.length > 0) way.append(element("span", "search-heading", ...marked(heading)));
    if (way.firstChild) link.append(way);
    if (passage.length > 0) link.append(element("span", "search-passage", ...marked(passage)));
    return link;
  };

  const options = () => [...list.children];
  const active = () => list.querySelector("[aria-selected=true]");

  const choose = (next) => {
    active()?.setAttribute("aria-selected", "false");
    if (!next) return field.removeAttribute("aria-activedescendant");
    next.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  };

  const unfold = (found) => {
    list.hidden = !found;
    field.setAttribute("aria-expanded", String(found));
  };

  const clear = () => {
    shown = null;
    delete panel.dataset.answers;
    choose(null);
    list.replaceChildren();
    [more, instead].forEach((button) => (button.hidden = true));
    status.textContent = "";
    unfold(false);
  };

  const count = () => {
    const { total } = shown;
    const rest = total - list.children.length;
    more.hidden = rest <= 0;
    more.textContent = say("more", Math.min(rest, COUNT));
    status.textContent = total === 1 ? say("one") : say("many", total);
    options().forEach((link, at) => {
      link.setAttribute("aria-setsize", total);
      link.setAttribute("aria-posinset", at + 1);
    });
  };

  const show = (question, answer) => {
    clear();
    shown = { question, total: answer.total };
    panel.dataset.answers = question;
    if (answer.total === 0) {
      status.textContent = `${say("none", question)} ${answer.instead ? "" : say("try")}`;
      instead.hidden = !answer.instead;
      instead.textContent = say("instead", answer.instead);
      instead.value = answer.instead ?? "";
      return;
    }
    list.append(...answer.results.map(option));
    unfold(true);
    count();
    panel.scrollTop = 0;
    if (wantsFirst) list.firstElementChild.click();
  };

  const ask = async () => {
    const question = field.value.trim();
    const number = (asked += 1);
    if (!question) return clear();
    try {
      const answer = await milepostSearch.find(question, { count: COUNT });
      if (number === asked) show(question, answer);
    } catch (error) {
      if (number !== asked) return;
      clear();
      status.textContent = say("failed");
      console.warn(error);
    }
    if (number === asked) wantsFirst = false;
  };

  const showMore = async () => {
    if (!shown || more.hidden) return null;
    const [number, from] = [asked, list.children.length];
    const { results } = await milepostSearch.find(shown.question, { from, count: COUNT });
    if (number !== asked || from !== list.children.length) return null;
    const links = results.map((result, at) => option(result, from + at));
    list.append(...links);
    count();
    return links[0];
  };

  const move = async (step) => {
    const all = options();
    const at = all.indexOf(active());
    if (step > 0 && at === all.length - 1 && !more.hidden) {
      const next = await showMore();
      if (next) choose(next);
    } else if (all.length > 0) choose(all[(at + step + (at < 0 && step < 0 ? 1 : 0) + all.length) % all.length]);
  };

  let pause = null;
  field.addEventListener("input", (event) => {
    // A new question asks the newest index.
    if (field.value.length === 1 && event.inputType?.startsWith("insert")) milepostSearch.open();
    wantsFirst = false;
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const isCurrent = shown?.question === field.value.trim();
      const link = isCurrent ? active() ?? list.firstElementChild : null;
      if (link) link.click();
      else wantsFirst = !isCurrent;
    }
  });

  field.addEventListener("focus", () => {
    milepostSearch.open().then(() => field.value && ask(), () => {});
  });

  // What the mouse is on is not chosen: the keys go on from where they were.
  list.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) panel.hidePopover();
  });

  more.addEventListener("click", async () => {
    const next = await showMore();
    field.focus();
    if (next) choose(next);
  });

  instead.addEventListener("click", () => {
    field.value = instead.value;
    field.focus();
    ask();
  });

  panel.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") field.select();
  });

  // Somebody may have typed while this was on its way.
  milepostSearch.open().then(() => field.value && ask(), ask);
})();
