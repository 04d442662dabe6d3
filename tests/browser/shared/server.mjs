// A plain server for a built site, with the headers that the site asks its host for.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
};

/**
 * Reads the rules of the file `_headers`, each with the prefix of its paths and with its headers. Every built site has the file, and
 * the tests must see the same headers as readers do.
 */
const readRules = (folder) => {
  const rules = [];
  for (const line of readFileSync(join(folder, "_headers"), "utf8").split("\n")) {
    const [, name, value] = /^\s+([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name) rules.at(-1).headers[name.toLowerCase()] = value;
    else if (line.trim()) rules.push({ prefix: line.trim().replace(/\*$/, ""), headers: {} });
  }
  if (!rules.some(({ headers }) => headers["content-security-policy"])) throw new Error("`_headers` has no policy");
  return rules;
};

/**
 * Serves a folder at a free port of this machine, below the path of the published site, with the headers of its rules or of the
 * given ones. `send(response, bytes, file)` writes the bytes of a file.
 *
 * @returns {Promise<{ address: string, fileOf: (url: string) => string | null, close: () => void }>} `fileOf` returns the file
 *   of a URL, or null if it is outside the site.
 */
export const serve = async (folder, { below = "/", rules = readRules(folder), send = (response, bytes) => response.end(bytes) } = {}) => {
  const pathOf = (url) => normalize(decodeURIComponent(new URL(url, "http://x").pathname));
  const fileOf = (url) => {
    const path = pathOf(url);
    if (!path.startsWith(below)) return null;
    const inside = path.slice(below.length);
    return join(folder, path.endsWith("/") ? `${inside}index.html` : inside);
  };
  const server = createServer(async (request, response) => {
    const path = pathOf(request.url);
    const headers = Object.assign({}, ...rules.filter(({ prefix }) => path.startsWith(prefix)).map(({ headers }) => headers));
    try {
      const file = fileOf(request.url);
      const bytes = await readFile(file);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      send(response.writeHead(200, { ...headers, "content-type": type }), bytes, file);
    } catch {
      response.writeHead(404, { ...headers, "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}${below}`, fileOf, close: () => server.close() };
};
