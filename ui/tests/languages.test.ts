/** Every language says what English says: each message, with the same placeholders, and every form of the plural that it has. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import settings from "../project.inlang/settings.json" with { type: "json" };

/** Those that say everything. A language that is being translated falls back to English, message by message, until it is here. */
const COMPLETE = ["en", "de", "fr", "es", "pt", "zh-CN", "ja", "ko"];

const FOLDER = join(import.meta.dirname, "../messages");
const codes = readdirSync(FOLDER).map((file) => file.replace(".json", ""));

interface Message {
  declarations: string[];
  /** The plural forms with their words; `*` for a message without. */
  forms: Record<string, string>;
}

interface Variants {
  declarations: string[];
  match: Record<string, string>;
}

function read(code: string): Map<string, Message> {
  const file = JSON.parse(readFileSync(join(FOLDER, `${code}.json`), "utf8")) as Record<string, string | [Variants]>;
  return new Map(Object.entries(file).filter(([key]) => key !== "$schema").map(([key, value]) => [key, messageOf(value)]));
}

function messageOf(value: string | [Variants]): Message {
  if (typeof value === "string") return { declarations: [], forms: { "*": value } };
  const forms = Object.entries(value[0].match).map(([condition, words]) => [condition.split("=")[1] ?? "", words]);
  return { declarations: value[0].declarations.toSorted(), forms: Object.fromEntries(forms) };
}

const placeholders = (words: string): string[] => [...new Set([...words.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ""))].sort();
const wordsOf = ({ forms }: Message): string => forms.other ?? forms["*"] ?? "";

/** What is wrong with a message of a language, beside the English one. */
function faults(code: string, message: Message, english: Message): string[] {
  const found: string[] = [];
  const wanted = placeholders(wordsOf(english));
  const allowed = placeholders(Object.values(english.forms).join());
  if (JSON.stringify(message.declarations) !== JSON.stringify(english.declarations)) found.push("declares something else");
  if (JSON.stringify(placeholders(wordsOf(message))) !== JSON.stringify(wanted)) found.push(`does not have just ${wanted.join()}`);
  for (const [form, words] of Object.entries(message.forms)) {
    if (placeholders(words).some((name) => !allowed.includes(name))) found.push(`${form} has a placeholder that English has not`);
    if (words.trim() === "" || words.trim() !== words) found.push(`${form} begins or ends with nothing`);
    if (words.split("**").length !== wordsOf(english).split("**").length) found.push(`${form} sets off something else`);
    if (placeholders(words).includes("count")) found.push(`${form} writes a number as no language does: {n} is written by Intl`);
  }
  if (message.declarations.length > 0) {
    const rules = new Intl.PluralRules(code);
    const lacks = rules.resolvedOptions().pluralCategories.filter((form) => !(form in message.forms) && !("*" in message.forms));
    if (lacks.length > 0) found.push(`lacks the plural ${lacks.join()}`);
    // In French nothing is singular, too: "1" would be wrong for it.
    if (rules.select(0) === "one" && /\d/.test(message.forms.one ?? "")) found.push("one names a number, but is also for 0");
  }
  return found;
}

const english = read("en");

it("there is a file for each language, and no other", () => {
  expect(codes.toSorted()).toEqual(settings.locales.toSorted());
});

it("a number of things is said by plural forms", () => {
  const wrong = [...english].filter(([, { declarations, forms }]) => declarations.length === 0 && /\{(count|n)\}/.test(forms["*"] ?? ""));
  expect(wrong.map(([key]) => key)).toEqual([]);
});

describe.each(codes)("in %s", (code) => {
  const messages = read(code);

  it("each message says what the English one says", () => {
    const all = [...messages].flatMap(([key, message]) => {
      const same = english.get(key);
      return same ? faults(code, message, same).map((fault) => `${key} ${fault}`) : [`${key} is not in English`];
    });
    expect(all).toEqual([]);
  });

  it("what a card says of a failure begins with its title, so that it is not said twice", () => {
    const title = messages.get("status_failed_service")?.forms["*"]?.replace("{account}", "Akool");
    const text = messages.get("error_videoFailed")?.forms["*"];
    expect(title === undefined || text === undefined || text.startsWith(title)).toBe(true);
  });

  it.runIf(COMPLETE.includes(code))("no message is missing", () => {
    expect([...english.keys()].filter((key) => !messages.has(key))).toEqual([]);
  });
});

describe("these rules would notice", () => {
  const plural = (forms: Record<string, string>): Message => ({ declarations: ["input count", "local n = count: number"], forms });
  const one = (words: string): Message => ({ declarations: [], forms: { "*": words } });
  const many = plural({ one: "1 photo", other: "{n} photos" });

  it.each([
    ["a placeholder that is lost", "de", one("Hallo"), one("Hello {name}")],
    ["a placeholder too many", "de", one("{name} {other}"), one("{name}")],
    ["a form that the language needs", "es", plural({ one: "1 foto", other: "{n} fotos" }), many],
    ["a singular that is also for nothing", "fr", plural({ one: "1 photo", many: "{n} de photos", other: "{n} photos" }), many],
    ["a number that Intl did not write", "de", plural({ one: "1 Foto", other: "{count} Fotos" }), many],
    ["what is set off no more", "de", one("{a}"), one("**{a}**")],
  ])("%s", (_, code, message, same) => expect(faults(code, message, same)).not.toEqual([]));

  it("nothing where all is well", () => {
    expect(faults("fr", plural({ one: "{n} photo", many: "{n} de photos", other: "{n} photos" }), many)).toEqual([]);
    expect(faults("ja", plural({ other: "写真{n}枚" }), many)).toEqual([]);
  });
});
