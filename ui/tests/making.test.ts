/** What comes of a finished video: another one, the next one from a frame, one with sound, and its file elsewhere. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Quote } from "../src/bindings/Quote";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const spec = made.spec({ count: 3, prompt: "the tide comes in" });
const video = made.saved("a", { photo: "beach", spec, tags: ["for Anna", "sea"], savedAt: Date.UTC(2026, 10, 27, 12) });
const over = { field: "price" as const, code: "overBudget" as const, message: "Your limit is 20.", figures: null, blocks: false, asks: true };
type Commands = Parameters<typeof open>[1];

/** The window with the video in the player. */
async function playing(commands: Commands = {}) {
  const quote = vi.fn(async () => made.quote());
  const window = await open({ page: { videos: [video], total: 1 }, counts: made.counts({ all: 1 }) }, { quote, ...commands });
  await fireEvent.click(window.getByTestId("card-play"));
  await settle();
  const press = async (name: string) => {
    await fireEvent.click(window.getByTestId(name));
    await settle();
  };
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    await fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
    await settle();
  };
  const choose = async (menu: string, item: string) => {
    window.getByTestId(menu).focus();
    await key("Enter");
    await fireEvent.click(await window.findByTestId(item));
    await settle();
  };
  return { ...window, press, key, choose };
}

describe("making another", () => {
  const create = () => vi.fn(async () => [made.video("b")]);

  it("says what it costs and makes one of the same settings and photo, once", async () => {
    const { getByTestId, press, ipc } = await playing({ create: create() });
    expect(getByTestId("player-tools-another").textContent).toContain("Make another · 25 cr");
    await press("player-tools-another");
    await press("player-tools-another");
    expect(ipc.create).toHaveBeenCalledExactlyOnceWith(expect.any(String), { ...spec, count: 1 }, ["beach"], {}, null);
    expect(getByTestId("player-said").textContent).toContain("is being made");
  });

  it("is not done at another price than was shown", async () => {
    const prices: Quote[] = [made.quote(), made.quote({ perVideo: 40, total: 40 })];
    const quote = vi.fn(async (asked: { prompt: string }) => (asked.prompt === spec.prompt && prices.length > 1 ? prices.shift()! : prices[0]!));
    const { getByTestId, press, ipc } = await playing({ create: create(), quote });
    await press("player-tools-another");
    expect(ipc.create).not.toHaveBeenCalled();
    expect(getByTestId("player-act-error").textContent).toContain("it was 25 credits and is now 40 credits");
    expect(getByTestId("player-tools-another").textContent).toContain("40 cr");
  });

  it.each([["yes", 1], ["no", 0]])("beyond a limit is asked about, and answered with %s", async (answer, times) => {
    const { findByTestId, press, ipc } = await playing({ create: create(), quote: async () => made.quote({ objections: [over] }) });
    await press("player-tools-another");
    expect((await findByTestId("beyond-text")).textContent).toContain("Your limit is 20.");
    await press(`beyond-${answer}`);
    expect(ipc.create.mock.calls.map((call) => call[4])).toEqual(times ? [25] : []);
  });

  it("beyond a limit that only the engine knew of is asked about", async () => {
    const refused = made.error({ code: "beyondLimit", message: "Your limit is 2." });
    const { findByTestId, press, ipc } = await playing({ create: create().mockRejectedValueOnce(refused) });
    await press("player-tools-another");
    expect((await findByTestId("beyond-text")).textContent).toContain("Your limit is 2.");
    await press("beyond-yes");
    expect(ipc.create.mock.calls.map((call) => call[4])).toEqual([null, 25]);
  });

  it("is not offered while something speaks against it, and says what", async () => {
    const objection = { ...over, code: "notConnected" as const, message: "Connect Akool first.", figures: null, blocks: true, asks: false };
    const { getByTestId, press, key, ipc } = await playing({ create: create(), quote: async () => made.quote({ objections: [objection] }) });
    await press("player-tools-another");
    await key("Enter", { ctrlKey: true });
    expect(ipc.create).not.toHaveBeenCalled();
    expect(getByTestId("player-tools-another").title).toBe("Connect Akool first.");
  });

  it("is the same press when it failed and is tried again", async () => {
    const failing = vi.fn(async () => [made.video("b")]).mockRejectedValueOnce(made.error({ message: "It was refused." }));
    const { getByTestId, press, key, ipc } = await playing({ create: failing });
    await press("player-tools-another");
    expect(getByTestId("player-act-error").textContent).toContain("It was refused.");
    await key("Enter", { ctrlKey: true });
    const [first, second] = ipc.create.mock.calls.map((call) => call[0]);
    expect([first, failing.mock.calls.length]).toEqual([second, 2]);
  });
});

describe("going on", () => {
  const frame = made.photo("frame");
  const commands = () => ({ framePhoto: vi.fn(async () => frame), addToTray: vi.fn(async () => [made.photo("p"), frame]) });

  it.each([["player-tools-go-on-frame", 0], ["player-tools-go-on-last", null]] as const)(
    "by %s makes a photo of it, chooses it, and is back where the next thing is said",
    async (item, at) => {
      const { choose, getByTestId, queryByTestId, ipc } = await playing(commands());
      await choose("player-tools-go-on", item);
      expect(ipc.framePhoto).toHaveBeenCalledExactlyOnceWith("a", at);
      expect(ipc.addToTray).toHaveBeenCalledExactlyOnceWith(["frame"]);
      await vi.waitFor(() => expect(queryByTestId("player")).toBeNull());
      expect(getByTestId("photo-badge").textContent).toContain("frame.jpg");
      await vi.waitFor(() => expect(document.activeElement).toBe(getByTestId("prompt")));
    },
  );

  it("from a card's menu takes the last frame, and a fault is said on the card", async () => {
    const framePhoto = vi.fn(async () => Promise.reject(made.error({ message: "The frame could not be read." })));
    const { findByTestId, press } = await playing({ framePhoto });
    await press("player-close");
    await press("card-menu");
    await press("card-go-on");
    expect(framePhoto).toHaveBeenCalledExactlyOnceWith("a", null);
    expect((await findByTestId("card-error")).textContent).toContain("The frame could not be read.");
  });
});

describe("a sound", () => {
  const commands = () => ({
    quoteSound: vi.fn(async (_: string, sound: { kind: string }) => made.quote({ total: sound.kind === "ai" ? 5 : 7, perVideo: 5 })),
    pickSound: vi.fn(async () => made.sound("s1", { name: "waves.m4a", seconds: 14 })),
    addSound: vi.fn(async () => made.video("b")),
  });

  it("made by AI costs what the button says", async () => {
    const { press, getByTestId, queryByTestId, ipc } = await playing(commands());
    await press("player-tools-sound");
    expect(getByTestId("sounding-do").textContent).toContain("Add sound · 5 cr");
    await press("sounding-do");
    expect(ipc.addSound).toHaveBeenCalledExactlyOnceWith("a", { kind: "ai" }, null);
    await vi.waitFor(() => expect(queryByTestId("sounding")).toBeNull());
  });

  it("of a file is chosen first", async () => {
    const { press, getByTestId, ipc } = await playing(commands());
    await press("player-tools-sound");
    await fireEvent.click(getByTestId("sounding-kind-file").querySelector("input") as Element);
    await settle();
    await press("sounding-do");
    expect(ipc.addSound).not.toHaveBeenCalled();
    await press("sounding-choose");
    expect([getByTestId("sounding-file").textContent, getByTestId("sounding-do").textContent]).toEqual(["waves.m4a · 0:14", "Add sound · 7 cr"]);
    await press("sounding-do");
    expect(ipc.addSound).toHaveBeenCalledExactlyOnceWith("a", { kind: "file", id: "s1" }, null);
  });

  it("beyond a limit that only the engine knew of is asked about", async () => {
    const addSound = vi.fn(async () => made.video("b")).mockRejectedValueOnce(made.error({ code: "beyondLimit", message: "Your limit is 2." }));
    const { press, findByTestId, ipc } = await playing({ ...commands(), addSound });
    await press("player-tools-sound");
    await press("sounding-do");
    expect((await findByTestId("beyond-text")).textContent).toContain("Your limit is 2.");
    await press("beyond-yes");
    expect(ipc.addSound.mock.calls.map((call) => call[2])).toEqual([null, 5]);
  });

  it("that something speaks against is not added", async () => {
    const objection = { ...over, field: "sound" as const, code: "noHost" as const, message: "A sound needs a place.", figures: null, blocks: true, asks: false };
    const { press, getByTestId, ipc } = await playing({ ...commands(), quoteSound: async () => made.quote({ objections: [objection] }) });
    await press("player-tools-sound");
    expect(getByTestId("objection-noHost").textContent).toContain("A sound needs a place.");
    await press("sounding-do");
    expect(ipc.addSound).not.toHaveBeenCalled();
  });
});

describe("the file", () => {
  it("is copied, shown and opened by key, and a held key does it once", async () => {
    const commands = { copyFile: vi.fn(async () => undefined), reveal: vi.fn(async () => undefined), openInPlayer: vi.fn(async () => undefined) };
    const { key, getByTestId, ipc } = await playing(commands);
    await key("c", { ctrlKey: true });
    expect(getByTestId("player-said").textContent).toBe("The file is on the clipboard.");
    await key("e");
    await key("e", { repeat: true });
    await key("p");
    expect([ipc.copyFile, ipc.reveal, ipc.openInPlayer].map((command) => command.mock.calls)).toEqual([[["a"]], [["a"]], [["a"]]]);
  });

  it("is dragged out by its grip and by its picture, but not by a trembling hand", async () => {
    const { getByTestId, ipc } = await playing({ dragOut: vi.fn(async () => undefined) });
    const from = async (name: string, far: number) => {
      await fireEvent.pointerDown(getByTestId(name), { button: 0, clientX: 10, clientY: 10 });
      await fireEvent.pointerMove(document.body, { clientX: 10 + far, clientY: 10 });
      await fireEvent.pointerMove(document.body, { clientX: 10 + 2 * far, clientY: 10 });
      await fireEvent.pointerUp(document.body);
      await settle();
    };
    await from("player-grip", 2);
    expect(ipc.dragOut).not.toHaveBeenCalled();
    await from("player-grip", 20);
    expect(ipc.dragOut).toHaveBeenCalledExactlyOnceWith("a");
    const paused = (getByTestId("player-video") as HTMLVideoElement).paused;
    await from("player-video", 20);
    await fireEvent.click(getByTestId("player-video"));
    expect([ipc.dragOut.mock.calls.length, (getByTestId("player-video") as HTMLVideoElement).paused]).toEqual([2, paused]);
  });

  it("is known with its tags and when it was saved", async () => {
    const { getByTestId, queryByTestId, key } = await playing();
    if (!queryByTestId("player-details")) await key("d");
    for (const words of ["for Anna, sea", "Saved"]) expect(getByTestId("player-details").textContent).toContain(words);
  });
});

describe("a video that was made with Animato", () => {
  const recipe = made.recipe("r", { name: "holiday.mp4", spec: made.spec({ prompt: "rain begins", endFrame: "end" }), photo: "roof" });
  const roof = [made.photo("roof"), made.photo("end")];

  it("tells its settings, and they are used with its photos", async () => {
    const { tell, findByTestId, getByTestId, queryByTestId, ipc } = await open({}, { addToTray: vi.fn(async () => roof) });
    tell({ type: "recipe", recipe });
    expect((await findByTestId("recipe")).textContent).toMatch(/holiday\.mp4[\s\S]*rain begins/);
    await fireEvent.click(getByTestId("recipe-use"));
    await settle();
    expect(ipc.addToTray).toHaveBeenCalledExactlyOnceWith(["roof", "end"]);
    expect((getByTestId("prompt") as HTMLTextAreaElement).value).toBe("rain begins");
    await vi.waitFor(() => expect(queryByTestId("recipe")).toBeNull());
  });

  it("is gone on from with its settings, but not to the picture on which it ended", async () => {
    const recipeFrame = vi.fn(async () => made.photo("last"));
    const { tell, findByTestId, getByTestId, ipc } = await open(
      { models: [made.model({ endFrame: true })] },
      { recipeFrame, addToTray: vi.fn(async () => [made.photo("last"), ...roof]) },
    );
    tell({ type: "recipe", recipe });
    await fireEvent.click(await findByTestId("recipe-both"));
    await settle();
    expect([ipc.recipeFrame.mock.calls, ipc.addToTray.mock.calls]).toEqual([[["r"]], [[["last"]]]]);
    expect((getByTestId("prompt") as HTMLTextAreaElement).value).toBe("rain begins");
    expect(ipc.quote.mock.lastCall?.[0]).toMatchObject({ prompt: "rain begins", endFrame: null });
  });

  it("says so where its photo is not here, and a fault stays in sight", async () => {
    const recipeFrame = vi.fn(async () => Promise.reject(made.error({ message: "It has no last frame." })));
    const { tell, findByTestId, getByTestId } = await open({}, { recipeFrame });
    tell({ type: "recipe", recipe: { ...recipe, photo: null } });
    expect(await findByTestId("recipe-no-photo")).toBeTruthy();
    await fireEvent.click(getByTestId("recipe-go-on"));
    expect((await findByTestId("recipe-error")).textContent).toContain("It has no last frame.");
  });
});

describe("closing", () => {
  it("asks while videos are under way, and says what becomes of them", async () => {
    const { askToClose, findByTestId, getByTestId, queryByTestId, ipc } = await open({}, { quit: vi.fn(async () => undefined) });
    askToClose({ sent: 3, unsent: 1 });
    expect((await findByTestId("quit-text")).textContent).toMatch(/3 videos are being made at Akool[\s\S]*1 video is not sent yet/);
    await fireEvent.click(getByTestId("quit-no"));
    await vi.waitFor(() => expect(queryByTestId("quit")).toBeNull());
    expect(ipc.quit).not.toHaveBeenCalled();
    askToClose({ sent: 0, unsent: 2 });
    expect((await findByTestId("quit-text")).textContent).not.toContain("being made");
    await fireEvent.click(getByTestId("quit-yes"));
    expect(ipc.quit).toHaveBeenCalledOnce();
  });
});
