/** Where the system gives the colours: nothing may be told from the rest by what it takes away. A browser is not needed to see what is forgotten. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");
const read = (name: string) => readFileSync(join(SRC, name), "utf8");
const forced = read("forced-colors.css");
const tokens = read("tokens.css");
const SYSTEM = ["Canvas", "CanvasText", "Highlight", "HighlightText", "GrayText", "ButtonText", "ButtonFace"];

/** Seen through: the system keeps how much, and gives the colour. */
const SEEN_THROUGH = ["backdrop", "shadow"];

/** All rules of a component: what they are for, and what they say. */
function rulesOf(name: string): { selector: string; body: string }[] {
  const style = name.endsWith(".css") ? read(name) : (/<style>([\s\S]*)<\/style>/.exec(read(name))?.[1] ?? "");
  const plain = style.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({ selector: (selector ?? "").trim().replace(/\s+/g, " "), body: body ?? "" }));
}

const components = (readdirSync(SRC, { recursive: true }) as string[]).filter((name) => name.endsWith(".svelte"));
const all = components.flatMap((name) => rulesOf(name).map((rule) => ({ name: name.split("/").at(-1) ?? name, ...rule })));
const named = (is: (body: string) => boolean) => [...new Set(all.filter(({ body }) => is(body)).map(({ name, selector }) => `${name} ${selector}`))].sort();

it("every token that is a colour becomes one of the system's", () => {
  const dark = /\[data-theme="dark"\] \{([^}]*)\}/.exec(tokens)?.[1] ?? "";
  const colours = [...dark.matchAll(/--([\w-]+):/g)].map(([, name]) => name as string).filter((name) => !SEEN_THROUGH.includes(name));
  expect(colours.length).toBeGreaterThan(20);
  for (const name of colours) expect(SYSTEM, name).toContain(new RegExp(`--${name}: (\\w+);`).exec(forced)?.[1]);
});

it("what was shown by a shadow, or a gradient, is shown in another way", () => {
  const isMeant = (body: string) => /box-shadow:(?!\s*var\(--shadow\))/.test(body) || body.includes("gradient(");
  // Each with the selector that stands for it; `null`: it says nothing.
  const covered: Record<string, string | null> = {
    "Divider.svelte .divider::before": null,
    "Divider.svelte .divider:focus-visible .handle": ".divider:focus-visible .handle",
    "Divider.svelte .handle": ".divider .handle",
    "EffectPicture.svelte .none": null,
    "EffectTile.svelte .tile.on": '[aria-pressed="true"]',
    "Range.svelte input::-webkit-slider-runnable-track": 'input[type="range"]',
    "Segments.svelte .on": '[role="radiogroup"] > label:has(> :checked)',
    "SelectBox.svelte .select": null,
    "SelectBox.svelte .select:focus-visible": ".card .select:focus-visible",
    "Stepper.svelte .value": null,
    "Veil.svelte .veil": ".veil .words",
    "VideoCard.svelte .open:focus-visible": ".card .open:focus-visible",
    "VideoCard.svelte .selected": ".card.selected",
  };
  expect(named(isMeant)).toEqual(Object.keys(covered).sort());
  for (const selector of Object.values(covered)) if (selector) expect(forced).toContain(selector);
});

it("no focus is unseen: without an outline are rows that are filled, and what only holds the focus of what is in it", () => {
  const without = named((body) => /outline: none/.test(body));
  const holds = /(main|panel|list|stage|player|compare|prompts\S*|section|\.full)\)?:focus-visible\)?$/;
  const others = without.filter((rule) => !holds.test(rule) && !rule.includes("[data-highlighted]"));
  expect(others).toEqual(["Divider.svelte .divider:focus-visible"]);
  expect(without.length).toBeGreaterThan(others.length);
});

it("what is drawn by the page and not by the platform has an edge, and its sign is one of the colours", () => {
  const drawn = all.filter(({ body, name }) => body.includes("appearance: none") && !["Range.svelte", "SoundPlayer.svelte"].includes(name));
  expect(drawn.length).toBeGreaterThan(2);
  for (const { name, selector, body } of drawn) if (!selector.includes("thumb")) expect(body, name).toMatch(/border: [\d.]+px solid var\(--(line-strong|on-badge)\)/);
});

it("no picture is drawn by a ground or a mask, which may be taken away", () => {
  expect(named((body) => /(mask(-image)?|background(-image)?):[^;]*url\(/.test(body))).toEqual([]);
});
