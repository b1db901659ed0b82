/** Whether what is written and what can be used is seen: the contrast of the pairs of colours in use, in both themes (WCAG 2.2). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Colour = [red: number, green: number, blue: number, alpha: number];
type Theme = Record<string, string>;

const TEXT = 4.5;
const EDGE = 3;
const MORE = 7;
const BLACK: Colour = [0, 0, 0, 1];
const WHITE: Colour = [255, 255, 255, 1];

const css = readFileSync(join(import.meta.dirname, "../src/tokens.css"), "utf8");
const dark = tokens('[data-theme="dark"] {');
/** What the light theme does not say is as in the dark one. */
const light = { ...dark, ...tokens('[data-theme="light"] {') };

/** As a person sees them who asks the system for more contrast. */
const more = css.indexOf("@media (prefers-contrast: more)");
const darkMore = { ...dark, ...tokens('[data-theme="dark"] {', more) };
const lightMore = { ...light, ...tokens('[data-theme="dark"] {', more), ...tokens('[data-theme="light"] {', more) };

const GROUNDS = ["ground", "panel", "raised", "hover"];
const WRITING = ["text", "text-dim", "text-faint", "ok", "warn", "bad"];

describe.each([["dark", dark], ["light", light], ["dark, with more contrast,", darkMore], ["light, with more contrast,", lightMore]])("in the %s theme", (_, theme) => {
  it.each(WRITING)("--%s is read on every ground", (name) => {
    for (const ground of GROUNDS) expect(contrast(of(theme, name), of(theme, ground)), ground).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(["accent", "accent-hover"])("a button's words are read on --%s", (name) => {
    expect(contrast(of(theme, "on-accent"), of(theme, name))).toBeGreaterThanOrEqual(TEXT);
  });

  it.each([["white", WHITE], ["black", BLACK]] as const)("what stands over a %s picture is read", (_, picture) => {
    const full = over(of(theme, "veil-full"), picture);
    for (const name of ["text", "text-dim", "warn", "bad"]) expect(contrast(of(theme, name), full), name).toBeGreaterThanOrEqual(TEXT);
    // The title stands in the lower half of the veil that is not full.
    const [top, bottom] = [of(theme, "veil-top"), of(theme, "veil-bottom")];
    const middle: Colour = [top[0], top[1], top[2], (top[3] + bottom[3]) / 2];
    expect(contrast(of(theme, "text"), over(middle, picture))).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(of(theme, "on-badge"), over(of(theme, "badge"), picture))).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(GROUNDS)("edges of controls and what is chosen are seen on --%s", (ground) => {
    for (const name of ["line-strong", "accent", "focus"]) {
      expect(contrast(of(theme, name), of(theme, ground)), name).toBeGreaterThanOrEqual(EDGE);
    }
  });

  it("how far a bar is filled is seen", () => {
    const track = over(of(theme, "track"), of(theme, "panel"));
    expect(contrast(of(theme, "accent"), track)).toBeGreaterThanOrEqual(EDGE);
  });
});

describe.each([["dark", darkMore], ["light", lightMore]])("with more contrast, in the %s theme", (_, theme) => {
  it.each([...WRITING, "accent"])("--%s is read with weak eyes", (name) => {
    for (const ground of GROUNDS) expect(contrast(of(theme, name), of(theme, ground)), ground).toBeGreaterThanOrEqual(MORE);
  });

  it.each(GROUNDS)("lines are seen on --%s", (ground) => {
    expect(contrast(of(theme, "line"), of(theme, ground))).toBeGreaterThanOrEqual(EDGE);
    expect(contrast(of(theme, "line-strong"), of(theme, ground))).toBeGreaterThanOrEqual(TEXT);
  });
});

it("contrast is measured as WCAG does", () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21);
  expect(contrast([118, 118, 118, 1], WHITE)).toBeCloseTo(4.54, 2);
  expect(over([0, 0, 0, 0.5], WHITE)).toEqual([127.5, 127.5, 127.5, 1]);
});

function tokens(selector: string, after = 0): Theme {
  const from = css.indexOf(selector, after);
  const block = css.slice(from, css.indexOf("}", from));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

function of(theme: Theme, name: string): Colour {
  const value = theme[name] ?? "";
  const hex = /^#(..)(..)(..)$/.exec(value);
  if (hex) return [...hex.slice(1).map((each) => parseInt(each, 16)), 1] as Colour;
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(value);
  if (rgb) return rgb.slice(1).map(Number) as Colour;
  throw new Error(`--${name} is no colour: ${value}`);
}

/** What is seen of a colour laid over an opaque one. */
function over([red, green, blue, alpha]: Colour, below: Colour): Colour {
  const mix = (above: number, under: number) => above * alpha + under * (1 - alpha);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number) => (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
