import { afterEach, expect, it } from "vitest";
import { overwriteGetLocale } from "../paraglide/runtime.js";
import { exampleFacts, inserted } from "./naming";

afterEach(() => overwriteGetLocale(() => "en"));

it("the example is made of words of the language", () => {
  overwriteGetLocale(() => "de");
  expect(exampleFacts()).toEqual({ photo: "Strand.jpg", prompt: "Langsame Fahrt nach vorn, warmer Wind hebt den Sand" });
});

it.each([
  ["", 0, 0, "{photo}", 7],
  ["{date}", 6, 6, "{date} {photo}", 14],
  ["{date}", 0, 0, "{photo} {date}", 7],
  ["my ", 3, 3, "my {photo}", 10],
  ["a-b", 2, 2, "a-{photo} b", 9],
  ["old name", 0, 3, "{photo} name", 7],
])("in %j, from %d to %d, a word stands apart from its neighbours: %j", (text, from, to, expected, caret) => {
  expect(inserted(text, "{photo}", from, to)).toEqual({ text: expected, caret });
});
