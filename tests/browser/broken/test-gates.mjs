// Tests the gates: judges pages that are broken in one way each, and expects exactly that fault.
//
//   node test-gates.mjs [NAME…]
//
// With names, only these pages are judged. The page `intact` must have no fault.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forBrowser, forLighthouse, forValidators } from "./broken-pages.mjs";
import { judge } from "../quality/judge.mjs";
import { serve } from "../shared/server.mjs";
import { writeSampleSite } from "./sample-site.mjs";
import { limit } from "../shared/steps.mjs";

limit(10);
const names = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "milepost-gates-"));

/** Compares the faults of a page with the expected ones. */
const misjudged = ({ name, complaints }, faults) => [
  ...complaints.filter((expected) => !faults.some((text) => expected.test(text))).map((expected) => `${name}: missing fault: ${expected}`),
  ...faults.filter((text) => !complaints.some((expected) => expected.test(text))).map((text) => `${name}: unexpected fault: ${text}`),
];

/** Writes the pages, judges them, and compares the faults with the expected ones. */
const tryGates = async (judgeName, cases) => {
  const chosen = cases.filter(({ name }) => names.length === 0 || names.includes(name));
  if (chosen.length === 0) return [];
  const folder = join(scratch, judgeName);
  writeSampleSite(folder, chosen);
  const began = performance.now();
  const { faults } = await judge(folder, { judges: [judgeName] });
  console.log(`${judgeName}: ${chosen.length} pages in ${Math.round((performance.now() - began) / 1000)} s`);
  return chosen.flatMap((one) => {
    const start = `${one.file ?? `${one.name}/index.html`}:`;
    const found = faults.filter((fault) => fault.startsWith(start)).map((fault) => fault.slice(start.length).trimStart());
    return misjudged(one, found);
  });
};

const elsewhere = join(scratch, "elsewhere");
writeSampleSite(elsewhere, [{ name: "pictures", file: "index.html" }]);
const other = await serve(elsewhere);
try {
  const tried = await Promise.all([
    tryGates("browser", forBrowser(other.address)),
    tryGates("lighthouse", forLighthouse),
    tryGates("validators", forValidators),
  ]);
  const wrong = tried.flat();
  wrong.forEach((text) => console.log(text));
  console.log(`${wrong.length} misjudged.`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  other.close();
  rmSync(scratch, { recursive: true });
}
