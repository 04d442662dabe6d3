// A page without faults, and variants of it with the parts of each case.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
// For the page with a request to another host, which the usual policy would block.
const OPEN_POLICY = "default-src *";

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 sans-serif; color: #111; background: #fff; }
body { margin: 1rem; }
a { color: #036; }
.skip:not(:focus) { position: absolute; left: -99rem; }
@media (prefers-color-scheme: dark) {
  :root { color: #eee; background: #111; }
  a { color: #9cf; }
}
@media print {
  :root { color: #000; background: #fff; }
  a { color: #003; }
  nav, search, button, input, .skip { display: none; }
}
`;

const DESCRIPTION = "A page for the tests of the gates.";
const SKIP = '<a class="skip" href="#main">Skip to the text</a>';

/**
 * Returns a page that passes every gate, with the HTML of a case: `head` at the end of the head, `main` at the end of the main part
 * and `before` in front of it.
 */
const html = ({ head = "", main = "", before = "", description = DESCRIPTION, icon = "icon.svg", skip = SKIP }) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A sample page</title>
${description && `<meta name="description" content="${description}">`}
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="style.css">
${head}
</head>
<body>
${skip}
${before}
<main id="main">
<h1>Sample</h1>
<p>Here is <a href="../intact/">a link to the page that is intact</a>.</p>
${main}
</main>
</body>
</html>
`;

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#036"/></svg>';

/** Writes a site with a page for each case. A case can name its `file`, add to the `style`, have a `script` and other `files`. */
export const writeSampleSite = (folder, cases) => {
  const write = (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write("_headers", `/*\n  Content-Security-Policy: ${POLICY}\n/open/*\n  Content-Security-Policy: ${OPEN_POLICY}\n`);
  for (const { name, file = `${name}/index.html`, style = "", script, files = {}, ...parts } of cases) {
    const beside = dirname(file);
    const head = `${parts.head ?? ""}${script ? '\n<script src="script.js" defer></script>' : ""}`;
    write(file, html({ ...parts, head }));
    write(join(beside, "style.css"), STYLE + style);
    write(join(beside, "icon.svg"), PICTURE);
    write(join(beside, "picture.svg"), PICTURE);
    if (script) write(join(beside, "script.js"), script);
    for (const [path, text] of Object.entries(files)) write(join(beside, path), text);
  }
};
