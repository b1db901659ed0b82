/** The house rules of the window that a machine can hold. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse, type AST } from "svelte/compiler";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");
const files = (readdirSync(SRC, { recursive: true }) as string[])
  .map((name) => join(SRC, name))
  .filter((path) => /\.(svelte|ts|css)$/.test(path) && !/\/(paraglide|bindings)\//.test(path));
const components = files.filter((path) => path.endsWith(".svelte"));
const read = (path: string) => readFileSync(path, "utf8");
const name = (path: string) => relative(SRC, path);

/** Attributes whose value a person reads or hears. */
const SPOKEN = new Set(["title", "alt", "placeholder", "aria-label", "aria-description", "aria-valuetext", "label"]);

/** Every word that stands in the markup itself. */
function literals(source: string): string[] {
  const found: string[] = [];
  const isText = (node: unknown): node is AST.Text => (node as AST.Text).type === "Text";
  const words = (text: string) => /\p{L}/u.test(text);
  const walk = (node: unknown, isSpoken: boolean): void => {
    if (Array.isArray(node)) return node.forEach((each) => walk(each, isSpoken));
    if (typeof node !== "object" || node === null) return;
    if (isText(node)) {
      if (isSpoken && words(node.data)) found.push(node.data.trim());
      return;
    }
    const { type, name: attribute } = node as { type?: string; name?: string };
    const spoken = type === "Attribute" ? SPOKEN.has(attribute ?? "") : type === "StyleDirective" ? false : isSpoken;
    for (const value of Object.values(node)) walk(value, spoken);
  };
  walk(parse(source, { modern: true }).fragment, true);
  return found;
}

describe("every component", () => {
  it("is looked at by these rules", () => expect(components.length).toBeGreaterThan(20));

  it.each(components.map((path) => [name(path), path]))("%s speaks through messages alone", (_, path) => {
    expect(literals(read(path))).toEqual([]);
  });

  it("never turns text into markup", () => {
    expect(components.filter((path) => read(path).includes("{@html")).map(name)).toEqual([]);
  });

  it("takes its colours from the tokens", () => {
    const literal = /#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|oklch)\(/i;
    const styles = (path: string) => (path.endsWith(".css") ? read(path) : (/<style[\s\S]*<\/style>/.exec(read(path))?.[0] ?? ""));
    const wrong = files.filter((path) => !path.endsWith("tokens.css") && !path.endsWith(".ts") && literal.test(styles(path)));
    expect(wrong.map(name)).toEqual([]);
  });
});

it("the rule about literal text would notice one", () => {
  expect(literals("<p>Hello {name}</p>")).toEqual(["Hello"]);
  expect(literals('<img alt="A lake" class="wide" />')).toEqual(["A lake"]);
});

/** Words that a component reads once, at its beginning: they would stay when the language changes. */
function readOnce(source: string): string[] {
  const found: string[] = [];
  const { instance } = parse(source, { modern: true });
  const isLater = (node: { type: string; callee?: { type: string; name?: string } }) =>
    /Function/.test(node.type) || (node.type === "CallExpression" && node.callee?.name === "$derived");
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    const { type, callee } = node as { type?: string; callee?: { type: string; object?: { name?: string }; property?: { name?: string } } };
    if (type && isLater(node as never)) return;
    if (type === "CallExpression" && callee?.type === "MemberExpression" && callee.object?.name === "m") found.push(callee.property?.name ?? "");
    Object.values(node).forEach(walk);
  };
  walk(instance?.content.body ?? []);
  return found;
}

it.each(components.map((path) => [name(path), path]))("%s reads its words while it is drawn, so that they follow the language", (_, path) => {
  expect(readOnce(read(path))).toEqual([]);
});

it("the rule about words that are read once would notice one", () => {
  const script = (code: string) => `<script>import * as m from "$m"; ${code}</script>`;
  expect(readOnce(script("const all = [{ label: m.close() }];"))).toEqual(["close"]);
  expect(readOnce(script("const all = $derived(m.close()); const one = { label: m.save }; function say() { return m.cancel(); }"))).toEqual([]);
});

it("Tauri is imported in one file", () => {
  expect(files.filter((path) => read(path).includes("@tauri-apps")).map(name)).toEqual(["ipc.ts"]);
});

it("no file is longer than 400 lines", () => {
  expect(files.filter((path) => read(path).split("\n").length > 400).map(name)).toEqual([]);
});

it("every message is used", () => {
  const keys = Object.keys(JSON.parse(read(join(SRC, "../messages/en.json")))).filter((key) => !key.startsWith("$"));
  const all = files.map(read).join("\n");
  expect(keys.filter((key) => !new RegExp(`\\bm\\.${key}\\b`).test(all))).toEqual([]);
});
