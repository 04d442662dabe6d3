// Two validators of HTML: the Nu checker, which knows the standard, and html-validate, which is stricter.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);

/** Returns the errors and warnings of the Nu checker, a line each. */
export const nu = async (folder, files) => {
  const jar = require.resolve("vnu-jar/build/dist/vnu.jar");
  const { stdout } = await promisify(execFile)("java", ["-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...files], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const kindOf = (message) => message.subType ?? message.type;
  const counts = (message) => message.type !== "info" || message.subType === "warning";
  return JSON.parse(stdout)
    .messages.filter(counts)
    .map((message) => `${relative(folder, new URL(message.url).pathname)}:${message.lastLine}: Nu ${kindOf(message)}: ${message.message}`);
};

// All recommended rules. An exception has its reason beside it.
const VALIDATOR = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The results of a search are links with several lines of text, which no `<select>` can hold.
    "prefer-native-element": ["error", { exclude: ["listbox"] }],
  },
});

/** Returns the messages of html-validate, a line each. */
export const htmlValidate = async (folder, files) => {
  const complaints = [];
  for (const file of files) {
    const report = await VALIDATOR.validateFile(file);
    for (const { messages } of report.results) {
      complaints.push(...messages.map((message) => `${relative(folder, file)}:${message.line}: html-validate ${message.ruleId}: ${message.message}`));
    }
  }
  return complaints;
};
