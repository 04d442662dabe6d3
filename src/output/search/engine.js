// Milepost's search. `milepostSearch.find("sore calves")` gives the pages that have all these words, the best first.
// It loads scripts only, and of them only what a question needs, so it works without a server too.
(() => {
  "use strict";
  if (window.milepostSearch) return;
  const base = new URL("./", document.currentScript.src);
  const root = new URL("../", base);

  // ---- Words: the same as words.rs makes of the pages.
  const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;
  const OTHERS = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ς: "σ" };
  const IN_WORD = /[\p{Alphabetic}\p{M}\p{N}]/u;
  const UNSPACED =
    /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

  const fold = (text) =>
    Array.from(text.normalize("NFKD").replace(ACCENTS, ""), (c) => c.toLowerCase())
      .join("")
      .replace(ACCENTS, "")
      .replace(/[ßæœþøđðłıς]/g, (c) => OTHERS[c])
      .normalize("NFC");

  const stem = (word) => {
    if (!/^[a-z]{4,}$/.test(word)) return word;
    const singular = /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
    if (/...ie$/.test(singular)) return `${singular.slice(0, -2)}y`;
    return singular.replace(/(ch|sh|ss|x|z)e$/, "$1");
  };

  /** The words of a text; `typed` leaves their endings. */
  const wordsOf = (text, english, typed = false) => {
    const found = [];
    let word = [];
    let unspaced = false;
    let after = false;
    const end = () => {
      if (unspaced && word.length > 0) {
        if (word.length === 1) found.push(word[0]);
        for (let at = 1; at < word.length; at += 1) found.push(word[at - 1] + word[at]);
      } else if (word.length > 2 || (word.length > 0 && !after)) {
        const whole = word.slice(0, 40).join("");
        found.push(english && !typed ? stem(whole) : whole);
      }
      word = [];
    };
    for (const c of fold(text)) {
      if (IN_WORD.test(c)) {
        if (UNSPACED.test(c) !== unspaced) {
          end();
          after = false;
          unspaced = !unspaced;
        }
        word.push(c);
      } else {
        const apostrophe = word.length > 0 && (c === "'" || c === "’");
        end();
        after = apostrophe;
      }
    }
    end();
    return found;
  };

  // ---- Files: scripts that call `add`. Each has a version, so that files of two builds are never mixed.
  const arrived = new Map();
  const files = new Map();
  let opening = null;
  let contents = null;

  const insert = (name, version) =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js${version ? `?v=${version}` : ""}`, base).href;
      script.onload = script.onerror = ({ type }) => {
        script.remove();
        const file = arrived.get(name);
        arrived.delete(name);
        if (type === "load" && file) done(file);
        else fail(new Error(`${script.src} cannot be loaded`));
      };
      document.head.append(script);
    });

  const load = (name, version, read) => {
    const known = files.get(name);
    if (known?.version === version) return known.data;
    const data = insert(name, version).then((file) => {
      if (file.version !== version) throw new Error(`${name} is of another build`);
      return read(file.data);
    });
    files.set(name, { version, data });
    data.catch(() => files.delete(name));
    return data;
  };

  /** Asks for the newest index. Where nothing has changed, what was loaded before stays. */
  const open = () => {
    opening = insert("index").then(({ version, data }) => {
      if (contents?.version !== version) {
        const terms = data.terms.map(([first, file], number) => ({ first, file, number })).filter(({ first }) => first);
        contents = { ...data, version, terms };
      }
      return contents;
    });
    opening.catch(() => (opening = null));
    return opening;
  };

  // ---- Words and the pages that have them.
  const readWords = (text, step) => {
    const parts = text === "" ? [] : text.split(" ");
    const words = [];
    let word = "";
    for (let at = 0; at < parts.length; at += step) {
      word = word.slice(0, parseInt(parts[at][0], 36)) + parts[at].slice(1);
      words.push(word);
    }
    return { words, pages: (number) => parts[number * step + 1] };
  };

  const LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567";
  const MORE = "89-_.,:;!?()[]{}*+~@";
  // How much a place counts: once in the text, two or three times, more often, in a heading, in the title.
  const PLACES = [1, 1.5, 2, 10, 40];
  const [WHOLE, PREFIX, TYPO] = [1, 0.6, 0.3];

  const readPages = (text, quality, pages) => {
    let [page, number] = [0, 0];
    for (const c of text) {
      const more = MORE.indexOf(c);
      if (more >= 0) {
        number = number * 20 + more;
        continue;
      }
      number = number * 60 + LAST.indexOf(c);
      page += Math.floor(number / 5);
      pages.set(page, Math.max(pages.get(page) ?? 0, PLACES[number % 5] * quality));
      page += 1;
      number = 0;
    }
  };

  const firstAtLeast = (words, word) => {
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const termsFile = ({ number, file }) => load(`terms/${number}`, file, (text) => readWords(text, 2));

  /** The words that are `word` or, if asked for, begin with it. A beginning of few letters is in many files: the first must do. */
  const lookUp = async (index, word, begin) => {
    const start = Math.max(0, index.terms.findLastIndex(({ first }) => first <= word));
    const wanted = index.terms.slice(start).filter(({ first }, number) => number === 0 || (begin && first.startsWith(word)));
    const found = [];
    for (const { words, pages } of await Promise.all(wanted.slice(0, 4).map(termsFile))) {
      for (let at = firstAtLeast(words, word); at < words.length && found.length < 200; at += 1) {
        if (words[at] !== word && !(begin && words[at].startsWith(word))) break;
        found.push({ term: words[at], pages: pages(at), quality: words[at] === word ? WHOLE : PREFIX });
      }
    }
    return found;
  };

  /** Letters to add, leave out, change or swap from `a` to `b`, or to what `b` begins with. */
  const distance = (a, b, most, begin) => {
    const width = Math.min(b.length, a.length + most);
    let before = [];
    let row = Array.from({ length: width + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= width; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return Infinity;
      [before, row] = [row, next];
    }
    return begin ? Math.min(...row) : b.length > width ? Infinity : row[width];
  };

  /** What was probably meant by a word. */
  const guess = async (index, word, begin) => {
    const most = word.length < 4 || /[^\p{Alphabetic}]/u.test(word) ? 0 : word.length < 8 ? 1 : 2;
    if (most === 0) return [];
    const { words } = index.words
      ? await load("terms/words", index.words, (text) => readWords(text, 1))
      : (await Promise.all(index.terms.map(termsFile)))[0] ?? { words: [] };
    const near = [];
    for (const term of words) {
      if (term.length < Math.max(4, word.length - most) || (!begin && term.length > word.length + most)) continue;
      const far = distance(word, term, most, begin) + (term[0] === word[0] ? 0 : 0.5);
      if (far < most + 1) near.push({ term, far });
    }
    near.sort((a, b) => a.far - b.far);
    const best = near.filter(({ far }) => far < (near[0]?.far ?? 0) + 1).slice(0, 6);
    const found = await Promise.all(best.map(({ term }) => lookUp(index, term, false)));
    return found.flat().map((entry) => ({ ...entry, quality: TYPO }));
  };

  // ---- Questions.
  const GUESS_LAST = 1;
  const GUESS_ALL = 2;

  /** The pages of each word with how well it stands there. */
  const gather = (index, asked, guessing) =>
    Promise.all(
      asked.map(async ({ typed, word }, number) => {
        // One letter begins too much to be of use, one sign that is a word does not.
        const last = number === asked.length - 1 && (typed.length > 1 || UNSPACED.test(typed));
        let found = await lookUp(index, word, false);
        if (last || (found.length === 0 && typed.length > 1)) found = found.concat((await lookUp(index, typed, true)).filter(({ term }) => term !== word));
        if (guessing === GUESS_ALL || found.length === 0) found = found.concat(await guess(index, last ? typed : word, last));
        const pages = new Map();
        found.forEach((entry) => readPages(entry.pages, entry.quality, pages));
        return { terms: found.map(({ term }) => term), pages };
      }),
    );

  const rank = (index, words) => {
    const [least, ...others] = [...words].sort((a, b) => a.pages.size - b.pages.size);
    const everywhere = [...(least?.pages.keys() ?? [])].filter((page) => others.every(({ pages }) => pages.has(page)));
    const weight = ({ pages }) => Math.log(1 + index.pages / pages.size);
    const score = (page) => words.reduce((sum, word) => sum + weight(word) * word.pages.get(page), 0);
    const scored = everywhere.map((page) => ({ page, score: score(page) }));
    return scored.sort((a, b) => b.score - a.score || a.page - b.page).map(({ page }) => page);
  };

  const answer = async (question, { from = 0, count = 5 } = {}) => {
    const index = await (opening ?? open());
    const words = wordsOf(question.slice(0, 200), index.english).slice(0, 8);
    const typed = wordsOf(question.slice(0, 200), index.english, true);
    const asked = words.map((word, number) => ({ word, typed: typed[number] }));
    let gathered = await gather(index, asked, GUESS_LAST);
    let pages = rank(index, gathered);
    if (pages.length === 0 && asked.length > 1) {
      gathered = await gather(index, asked, GUESS_ALL);
      pages = rank(index, gathered);
    }
    const results = await Promise.all(pages.slice(from, from + count).map((page) => result(index, page, gathered)));
    return { total: pages.length, results, instead: pages.length === 0 ? fewer(index, asked, gathered) : null };
  };

  /** The question without the one word that is in its way. */
  const fewer = (index, asked, gathered) => {
    const tries = asked.map((_, left) => {
      const rest = (_, number) => number !== left;
      return { question: asked.filter(rest).map(({ typed }) => typed).join(" "), pages: rank(index, gathered.filter(rest)).length };
    });
    const best = tries.filter(({ question, pages }) => question && pages > 0).sort((a, b) => b.pages - a.pages)[0];
    return best?.question ?? null;
  };

  // ---- What is shown of a page.
  const LENGTH = 170;

  /** Where the words of a question stand in a text: start, end, and which of them it is. */
  const marks = (text, numbers, english) => {
    const found = [];
    for (const { 0: span, index: start } of text.matchAll(/[\p{Alphabetic}\p{M}\p{N}]+/gu)) {
      const parts = UNSPACED.test(span) ? Array.from(span, (c, at, all = Array.from(span)) => c + (all[at + 1] ?? "")) : [span];
      let at = start;
      for (const part of parts) {
        const number = wordsOf(part, english).map((word) => numbers.get(word)).find((number) => number !== undefined);
        if (number !== undefined) found.push({ start: Math.max(at, found.at(-1)?.end ?? 0), end: at + part.length, number });
        at += parts.length > 1 ? String.fromCodePoint(part.codePointAt(0)).length : part.length;
      }
    }
    return found;
  };

  const distinct = (found) => new Set(found.map(({ number }) => number)).size;

  /** The part of a text that has most of the words, as pieces: those at odd places are words of the question. */
  const excerpt = (text, found) => {
    let [start, most] = [0, 0];
    for (const mark of found) {
      const from = Math.max(0, mark.start - 50);
      const count = distinct(found.filter((other) => other.start >= mark.start && other.end <= from + LENGTH));
      if (count > most) [start, most] = [from, count];
    }
    // It begins where a sentence, a block or a word does.
    const ahead = text.slice(Math.max(0, start - 60), start + 50);
    const shift = Math.max(0, start - 60);
    const first = found.find((mark) => mark.start >= start)?.start ?? 0;
    const borders = (border) => [...ahead.matchAll(border)].map((match) => shift + match.index + match[0].length);
    const near = borders(/[.!?]\s+|\n/g).filter((at) => at <= first).at(-1);
    if (start > 0) start = near ?? borders(/\s/g).find((at) => at >= start && at <= first) ?? start;
    let end = Math.min(text.length, start + LENGTH);
    if (end < text.length) {
      const space = text.slice(start, end + 1).search(/\s\S*$/);
      if (space > LENGTH / 2) end = start + space;
    }
    const pieces = [start > 0 && near === undefined ? "… " : ""];
    let at = start;
    for (const mark of found) {
      if (mark.start < at || mark.end > end) continue;
      pieces[pieces.length - 1] += text.slice(at, mark.start);
      pieces.push(text.slice(mark.start, mark.end), "");
      at = mark.end;
    }
    pieces[pieces.length - 1] += text.slice(at, end) + (end < text.length ? " …" : "");
    // Blocks of text follow each other on one line: an item of a list that ends without a stop is set off from the next.
    return pieces.map((piece) => piece.replace(/([.!?:;,…])?\n/g, (_, stop) => (stop ? `${stop} ` : " · ")));
  };

  const result = async (index, page, gathered) => {
    const number = Math.floor(page / index.pagesAText);
    const pages = await load(`text/${number}`, index.texts.slice(4 * number, 4 * number + 4), (data) => data);
    const [url, title, section, passages] = pages[page % index.pagesAText];
    const numbers = new Map(gathered.flatMap(({ terms }, word) => terms.map((term) => [term, word])));
    const inTitle = marks(title, numbers, index.english);
    let best = null;
    for (const [id, heading, text] of passages) {
      const [inHeading, inText] = [heading, text].map((part) => marks(part, numbers, index.english));
      const score = 3 * distinct([...inHeading, ...inText]) + distinct(inHeading) + Math.min(inText.length, 9) / 10;
      if (!best || score > best.score) best = { id, heading, text, inHeading, inText, score };
    }
    // A page whose title says it all is shown from its top.
    const top = !best?.id || best.score === 0 || distinct(inTitle) === gathered.length;
    const address = new URL(url, root);
    if (address.protocol === "file:" && address.pathname.endsWith("/")) address.pathname += "index.html";
    if (!top) address.hash = encodeURIComponent(best.id);
    return {
      url: address.href,
      section,
      title: pieces(title, inTitle),
      heading: top ? [] : pieces(best.heading, best.inHeading),
      passage: best ? excerpt(best.text, best.inText) : [],
    };
  };

  const pieces = (text, found) => {
    const made = [""];
    let at = 0;
    for (const { start, end } of found) {
      made[made.length - 1] += text.slice(at, start);
      made.push(text.slice(start, end), "");
      at = end;
    }
    made[made.length - 1] += text.slice(at);
    return made;
  };

  /** While a site is published, files of two builds may meet, or one may be gone; then the newest index is asked for. */
  const find = async (question, options) => {
    for (let left = 2; ; left -= 1) {
      try {
        return await answer(question, options);
      } catch (error) {
        if (left === 0) throw error;
        await open();
      }
    }
  };

  window.milepostSearch = { add: (name, version, data) => arrived.set(name, { version, data }), open, find, wordsOf };
})();
