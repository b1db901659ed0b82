/** The effects: looked at, searched, favoured and chosen, with the mouse and with keys alone. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, said, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const effects = [
  made.effect("squish", { name: "Squish" }),
  made.effect("fly", { name: "Fly away", favourite: true }),
  made.effect("melt", { name: "Melt", hasPoster: false, hasPreview: false, usedAt: 5 }),
];
const tray = [made.photo("p1")];

/** The window with the browser open. */
async function opened(commands = {}, spec = made.spec()) {
  const window = await open({ tray, effects, spec }, { listEffects: vi.fn(async () => effects), ...commands });
  await fireEvent.click(window.getByTestId("effect"));
  await settle();
  const codes = () => [...document.querySelectorAll<HTMLElement>("[data-effect]")].map((tile) => tile.dataset.effect);
  const focused = () => (document.activeElement as HTMLElement).dataset.effect;
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    await fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
    await settle();
  };
  return { ...window, codes, focused, key };
}

describe("the effects browser", () => {
  it("shows all effects with their pictures, and a calm placeholder where there is none or it cannot be had", async () => {
    const { codes, getByTestId, getAllByTestId } = await opened();
    expect(codes()).toEqual(["squish", "fly", "melt"]);
    const picture = getByTestId("effect-option-squish").querySelector("img") as HTMLImageElement;
    expect(picture.getAttribute("src")).toBe("http://127.0.0.1:1/t/effect-poster/squish");
    expect(getAllByTestId("effect-placeholder")).toHaveLength(1);
    await fireEvent.error(picture);
    expect(getAllByTestId("effect-placeholder")).toHaveLength(2);
    expect(getByTestId("effect-option-melt").textContent).toContain("Melt");
  });

  it("gives a chosen effect to the composer, and says that the prompt is not used", async () => {
    const { getByTestId, queryByTestId, ipc } = await opened();
    await fireEvent.click(getByTestId("effect-option-fly"));
    await settle();
    expect(queryByTestId("effects")).toBeNull();
    expect(getByTestId("effect").textContent).toContain("Fly away");
    expect(said()).toContain("The prompt is not used");
    const prompt = getByTestId("prompt") as HTMLTextAreaElement;
    expect([prompt.readOnly, prompt.value]).toEqual([true, "slow push in"]);
    expect(document.getElementById(prompt.getAttribute("aria-describedby") ?? "")?.textContent).toContain("Prompts are not used");
    expect(ipc.quote.mock.lastCall?.[0].effect).toBe("fly");
    await fireEvent.click(getByTestId("effect-remove"));
    await settle();
    expect([prompt.readOnly, queryByTestId("prompt-ignored")]).toEqual([false, null]);
    expect(document.activeElement).toBe(getByTestId("effect"));
  });

  it("says once that the prompt is ignored, whatever the engine says of it", async () => {
    const ignored = { field: "prompt" as const, code: "promptIgnored" as const, message: "The effect decides.", figures: null, blocks: false, asks: false };
    const { getByTestId, queryByTestId } = await open(
      { tray, effects, spec: made.spec({ effect: "fly" }) },
      { listEffects: vi.fn(async () => effects), quote: vi.fn(async () => made.quote({ objections: [ignored] })) },
    );
    expect(queryByTestId("objection-promptIgnored")).toBeNull();
    expect(getByTestId("prompt-ignored")).toBeTruthy();
  });

  it("leads back to no effect", async () => {
    const { getByTestId, ipc } = await opened({}, made.spec({ effect: "squish" }));
    expect(getByTestId("effect-option-squish").getAttribute("aria-pressed")).toBe("true");
    await fireEvent.click(getByTestId("effect-none"));
    await settle();
    expect(ipc.quote.mock.lastCall?.[0].effect).toBeNull();
  });

  it("begins at the effect that is chosen, and is one stop for the Tab key through which arrows go", async () => {
    const { focused, key, getByTestId } = await opened({}, made.spec({ effect: "fly" }));
    expect(focused()).toBe("fly");
    await key("ArrowRight");
    expect(focused()).toBe("melt");
    await key("Home");
    expect(focused()).toBe("squish");
    await key("End");
    await key("ArrowRight");
    expect(focused()).toBe("melt");
    const stops = [...document.querySelectorAll<HTMLElement>("[data-effect]")].filter((tile) => tile.tabIndex === 0);
    expect(stops).toEqual([getByTestId("effect-option-melt")]);
  });

  it("finds by name, goes from the search into the grid, and leaves the search with the first Escape", async () => {
    const { codes, focused, key, getByTestId, queryByTestId } = await opened();
    await key("/");
    expect(document.activeElement).toBe(getByTestId("effects-search"));
    await fireEvent.input(getByTestId("effects-search"), { target: { value: "fly" } });
    await settle();
    expect(codes()).toEqual(["fly"]);
    await key("f");
    expect(document.activeElement).toBe(getByTestId("effects-search"));
    await key("ArrowDown");
    expect(focused()).toBe("fly");
    await key("f", { ctrlKey: true });
    expect(document.activeElement).toBe(getByTestId("effects-search"));
    await key("Escape");
    expect(codes()).toHaveLength(3);
    await key("Escape");
    expect(queryByTestId("effects")).toBeNull();
  });

  it("favours by key and by the star, and stays among the favourites when one of them goes", async () => {
    let known = [...effects];
    const favourEffect = vi.fn(async (code: string, favourite: boolean) => (known = known.map((each) => (each.code === code ? { ...each, favourite } : each))));
    const { codes, focused, key, getByTestId, getAllByTestId } = await opened({ favourEffect });
    await key("f");
    expect(favourEffect).toHaveBeenCalledExactlyOnceWith("squish", true);
    await fireEvent.click(getByTestId("effects-filter-favourites").querySelector("input") as HTMLInputElement);
    await settle();
    expect(codes()).toEqual(["squish", "fly"]);
    getByTestId("effect-option-squish").focus();
    await key("f");
    expect([codes(), focused()]).toEqual([["fly"], "fly"]);
    await fireEvent.click(getAllByTestId("effect-favour")[0] as HTMLElement);
    await settle();
    expect(getByTestId("effects-empty").textContent).toContain("No favourites yet");
  });

  it("says what went wrong when a favourite could not be kept", async () => {
    const favourEffect = vi.fn().mockRejectedValue(made.error({ message: "The disk is full." }));
    const { key, getByTestId } = await opened({ favourEffect });
    await key("f");
    expect(getByTestId("effect-favour-error").textContent).toBe("The disk is full.");
  });

  it("lists what was used last, also what was used just now", async () => {
    const { codes, getByTestId, key } = await opened({ create: vi.fn(async () => []) });
    await fireEvent.click(getByTestId("effect-option-fly"));
    await settle();
    await fireEvent.click(getByTestId("create"));
    await settle();
    await fireEvent.click(getByTestId("effect"));
    await settle();
    await fireEvent.click(getByTestId("effects-filter-recent").querySelector("input") as HTMLInputElement);
    await settle();
    expect(codes()).toEqual(["fly", "melt"]);
    await key("Escape");
  });

  it("says why effects could not be listed, and asks again when asked", async () => {
    const listEffects = vi.fn().mockRejectedValueOnce(made.error({ message: "Akool could not be reached." })).mockResolvedValue(effects);
    const { codes, getByTestId, queryByTestId } = await open({ tray }, { listEffects, listModels: vi.fn(async () => [made.model()]) }).then(async (window) => {
      await fireEvent.click(window.getByTestId("effect"));
      await settle();
      return { ...window, codes: () => document.querySelectorAll("[data-effect]").length };
    });
    expect([codes(), getByTestId("effects-empty").textContent]).toEqual([0, "No effects are listed yet."]);
    expect(getByTestId("effects-browser-error").textContent).toContain("Akool could not be reached.");
    await fireEvent.click(getByTestId("effects-browser-error-again"));
    await settle();
    expect([codes(), queryByTestId("effects-browser-error")]).toEqual([3, null]);
  });
});

describe("the preview of an effect", () => {
  const playing = () => [...document.querySelectorAll<HTMLVideoElement>("[data-testid='effect-preview']")].map((video) => video.getAttribute("src"));
  const of = (code: string) => `http://127.0.0.1:1/t/effect-preview/${code}`;
  const tile = (code: string) => document.querySelector(`[data-effect="${code}"]`)?.closest("li") as HTMLElement;

  beforeEach(() => {
    vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue(undefined);
  });

  it("plays under the pointer after a rest, muted, and only one plays", async () => {
    await opened();
    vi.useFakeTimers();
    try {
      await fireEvent.pointerEnter(tile("fly"));
      expect(playing()).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(playing()).toEqual([of("fly")]);
      expect((document.querySelector("[data-testid='effect-preview']") as HTMLVideoElement).muted).toBe(true);
      await fireEvent.pointerLeave(tile("fly"));
      await fireEvent.pointerEnter(tile("squish"));
      await vi.advanceTimersByTimeAsync(200);
      expect(playing()).toEqual([of("squish")]);
      await fireEvent.pointerLeave(tile("squish"));
      await fireEvent.pointerEnter(tile("melt"));
      await vi.advanceTimersByTimeAsync(200);
      expect(playing()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is started and stopped by key", async () => {
    const { key } = await opened();
    await key("p");
    expect(playing()).toEqual([of("squish")]);
    await key("p");
    expect(playing()).toEqual([]);
  });

  it("plays for whoever wants calm only when asked for", async () => {
    const matches = (query: string) => query.includes("prefers-reduced-motion: reduce");
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: matches(query), media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }));
    const { getAllByTestId } = await opened();
    vi.useFakeTimers();
    try {
      await fireEvent.pointerEnter(tile("squish"));
      await vi.advanceTimersByTimeAsync(500);
      expect(playing()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
    await fireEvent.click(getAllByTestId("effect-play")[1] as HTMLElement);
    expect(playing()).toEqual([of("fly")]);
    await fireEvent.click(getAllByTestId("effect-play")[1] as HTMLElement);
    expect(playing()).toEqual([]);
  });
});
