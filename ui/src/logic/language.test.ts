import { describe, expect, it } from "vitest";
import { locales } from "../paraglide/runtime.js";
import { localeFor, OWN_NAMES, regional } from "./language";

describe("the language of the window", () => {
  it.each([
    ["de", ["fr-FR"], "de"],
    ["system", ["de-AT", "en-US"], "de"],
    ["system", ["zh-TW"], "zh-CN"],
    ["system", ["pt-BR"], "pt"],
    ["system", ["sv-SE", "ja"], "ja"],
    ["system", ["sv-SE"], "en"],
    ["system", [], "en"],
    ["tlh", ["ko-KR"], "ko"],
  ])("chosen as %s where the system speaks %j is %s", (chosen, systems, locale) => {
    expect(localeFor(chosen, systems)).toBe(locale);
  });

  it("has a name of its own for each there is", () => {
    expect(Object.keys(OWN_NAMES).sort()).toEqual([...locales].sort());
  });
});

describe("how numbers and dates are written", () => {
  it.each([
    ["en", ["en-GB", "en-US"], "en-GB"],
    ["de", ["en-US", "de-CH"], "de-CH"],
    ["zh-CN", ["zh-TW"], "zh-CN"],
    ["en", ["en-!!"], "en"],
    ["fr", ["de-DE"], "fr"],
  ])("in %s where the system speaks %j is as in %s", (locale, systems, expected) => {
    expect(regional(locale, systems)).toBe(expected);
  });
});
