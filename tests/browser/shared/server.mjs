// A plain server for a built site, as strict as a careful host.

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
 * What a host makes of the file `_headers`: rules, each with the paths that it is for and with its headers. It lies in every built
 * site; without it the pages would be judged with less than they are published with.
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
 * Serves a folder on this machine at a free port, below a path as it is published, with the headers that it asks for or with
 * those of other rules.
 *
 * @returns {Promise<{ address: string, fileOf: (url: string) => string | null, close: () => void }>} `fileOf` names the file
 *   that a URL asks for, unless it lies outside the site.
 */
export const serve = async (folder, { below = "/", rules = readRules(folder) } = {}) => {
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
      response.writeHead(200, { ...headers, "content-type": type }).end(bytes);
    } catch {
      response.writeHead(404, { ...headers, "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}${below}`, fileOf, close: () => server.close() };
};
