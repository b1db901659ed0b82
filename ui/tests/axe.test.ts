/**
 * Names, roles and relations over the main views, by axe. What needs a real page to be measured - colours, sizes, what is seen -
 * is looked at in the real window.
 */
import { fireEvent } from "@testing-library/dom";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  document.title = "Animato";
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

/** They ask for boxes and colours, of which there are none here. */
const UNMEASURED = ["color-contrast", "target-size", "scrollable-region-focusable"];

/** What axe finds in all that is on the page, each with where. */
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document.documentElement, {
    rules: Object.fromEntries(UNMEASURED.map((id) => [id, { enabled: false }])),
    resultTypes: ["violations"],
    preload: false,
  });
  const all = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  // An open list or menu is at the end of the page, and belongs to the button that has the focus.
  return all.filter((fault) => !/^region: .*data-bits-floating/.test(fault));
}

const saved = [made.saved("a", { createdAt: 3, tags: ["sea"] }), made.saved("b", { createdAt: 2 })];
const failed = made.video("c", { createdAt: 1, status: { kind: "failed", error: made.error() } });
const busy = {
  tray: [made.photo("p1"), made.photo("p2")],
  models: [made.model({ endFrame: true, sound: { required: false, defaultOn: false, multiplier: 1 } })],
  offers: [made.offer("o")],
  page: { videos: [...saved, failed], total: 2 },
  counts: made.counts({ all: 3 }),
};
const accounts = [made.account("a1", { inUse: true }), made.account("b2", { kind: "pair", clientId: "c" })];
const commands = {
  spending: async () => ({ today: 1, month: 2, due: 3, rows: [{ day: "2026-11-27", model: "m", modelLabel: "M", videos: 1, credits: 2, back: 1, unpriced: 1 }] }),
  quoteSound: async () => made.quote(),
  nameExample: async () => "x.mp4",
};

type Window = Awaited<ReturnType<typeof open>>;
const press = (name: string) => async (window: Window) => {
  await fireEvent.click(window.getAllByTestId(name)[0] as Element);
  await settle();
};
const unfold = (name: string) => async (window: Window) => {
  (window.getAllByTestId(name)[0] as HTMLElement).focus();
  await fireEvent.keyDown(document.activeElement as Element, { key: "Enter" });
  await settle();
};
const select = async (window: Window) => {
  for (const box of window.getAllByTestId("card-select").slice(0, 2)) await fireEvent.click(box);
  await settle();
};

it.each<[string, ((window: Window) => Promise<void>)[]]>([
  ["the window", []],
  ["the open list of models", [unfold("model")]],
  ["the open menu of a card", [press("card-menu")]],
  ["a selection", [select]],
  ["a comparison", [select, press("selection-compare")]],
  ["the player", [press("card-play")]],
  ["the player's menu", [press("card-play"), unfold("player-tools-more")]],
  ["adding a sound", [press("card-play"), press("player-tools-sound")]],
  ["the settings", [press("settings")]],
  ["the list of shortcuts", [press("settings"), press("settings-shortcuts")]],
  ["the spending", [press("today")]],
  ["connecting", [press("settings"), press("account-add")]],
  ["a video that brings its settings", [async ({ tell }) => (tell({ type: "recipe", recipe: made.recipe("r") }), settle())]],
  ["the question before closing", [async ({ askToClose }) => (askToClose({ sent: 1, unsent: 1 }), settle())]],
])("%s has names and roles for everybody", async (_, steps) => {
  const window = await open(busy, commands, true, made.settings({ accounts }));
  for (const step of steps) await step(window);
  expect(await faults()).toEqual([]);
});

it("the first run has names and roles for everybody", async () => {
  await open();
  expect(await faults()).toEqual([]);
});

it("this would notice a button without a name", async () => {
  document.body.innerHTML = "<main><button></button></main>";
  expect((await faults()).join()).toContain("button-name");
});
