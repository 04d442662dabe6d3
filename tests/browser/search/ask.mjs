// Types a question into the search of an open page.

import { waiter } from "../shared/steps.mjs";

const TIMEOUT = 10_000;

/** Returns the status and the results of the search. */
const answerOf = () => ({
  status: document.querySelector("#stride-search-status")?.textContent ?? "",
  results: [...document.querySelectorAll(".search-result")].map((link) => ({
    url: link.href,
    title: link.querySelector(".search-title").textContent,
    heading: link.querySelector(".search-heading")?.textContent ?? "",
    passage: link.querySelector(".search-passage")?.textContent ?? "",
    marks: [...link.querySelectorAll("mark")].map((mark) => mark.textContent),
  })),
});

/** Opens the search if it is closed, types a question into the empty field and waits for the results. */
export const ask = async (page, question) => {
  if (!(await page.$("#stride-search:popover-open"))) await page.click(".search-button");
  const until = waiter(page, TIMEOUT);
  await until(() => document.activeElement?.id === "stride-search-field");
  await page.keyboard.down("Control");
  await page.keyboard.press("A");
  await page.keyboard.up("Control");
  await page.keyboard.press("Backspace");
  await until(() => document.querySelector("#stride-search-status").textContent === "");
  await page.keyboard.type(question);
  await until((question) => document.querySelector("#stride-search").dataset.answers === question, question.trim());
  return page.evaluate(answerOf);
};
