/** What a video ends on, how it sounds, and prompts of their own for photos. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const tray = [made.photo("p1"), made.photo("p2")];
const ending = made.model({ value: "a", endFrame: true });
const plain = made.model({ value: "b", label: "Plain" });
const models = [ending, plain];

/** Opens a list as a keyboard does, and chooses from it. */
async function choose(button: HTMLElement, name: string): Promise<void> {
  button.focus();
  await fireEvent.keyDown(button, { key: "Enter" });
  await settle();
  await fireEvent.pointerUp(document.querySelector(`[data-testid="${name}"]`) as HTMLElement);
  await settle();
}

const radio = (label: HTMLElement) => label.querySelector("input") as HTMLInputElement;

describe("the end frame", () => {
  const withModels = { listModels: vi.fn(async () => models) };
  const asked = (ipc: { quote: { mock: { lastCall?: unknown[] | undefined } } }) => ipc.quote.mock.lastCall as [{ endFrame: string | null }, string[]];

  it("is a photo of the tray, which then becomes no video of its own", async () => {
    const { getByTestId, ipc } = await open({ tray, models }, withModels);
    await choose(getByTestId("end-frame"), "end-frame-option-p2");
    expect([asked(ipc)[0].endFrame, asked(ipc)[1]]).toEqual(["p2", ["p1"]]);
    expect(getByTestId("end-frame").textContent).toContain("p2.jpg");
    await fireEvent.click(getByTestId("end-frame-remove"));
    await settle();
    expect([asked(ipc)[0].endFrame, asked(ipc)[1]]).toEqual([null, ["p1", "p2"]]);
    expect(document.activeElement).toBe(getByTestId("end-frame"));
  });

  it("that was in the tray and left it is none", async () => {
    const { getByTestId, ipc, tell } = await open({ tray, models }, withModels);
    await choose(getByTestId("end-frame"), "end-frame-option-p2");
    tell({ type: "tray", photos: [made.photo("p1")] });
    await settle();
    expect(asked(ipc)[0].endFrame).toBeNull();
  });

  it("is a file that never comes into the tray; a dialog that is cancelled changes nothing", async () => {
    const pickEndFrame = vi.fn().mockResolvedValueOnce(made.photo("night", { name: "night.jpg" })).mockResolvedValue(null);
    const { getByTestId, getAllByTestId, ipc } = await open({ tray, models }, { ...withModels, pickEndFrame });
    await choose(getByTestId("end-frame"), "end-frame-file");
    expect([asked(ipc)[0].endFrame, asked(ipc)[1]]).toEqual(["night", ["p1", "p2"]]);
    expect(getAllByTestId("tray-photo")).toHaveLength(2);
    await choose(getByTestId("end-frame"), "end-frame-file");
    expect(getByTestId("end-frame").textContent).toContain("night.jpg");
  });

  it("is the last frame of a saved video, found by a search", async () => {
    const missing = made.saved("gone", { file: { ...made.saved("x").file!, missing: true } });
    const listVideos = vi.fn(async () => ({ videos: [made.saved("v"), missing], total: 2 }));
    const framePhoto = vi.fn(async () => made.photo("last", { name: "last frame.png" }));
    const { getByTestId, findByTestId, queryByTestId, getAllByTestId, ipc } = await open(
      { tray, models, counts: made.counts({ all: 2, ready: 2 }) },
      { ...withModels, listVideos, framePhoto },
    );
    await choose(getByTestId("end-frame"), "end-frame-video");
    const video = await findByTestId("frames-video");
    expect(getAllByTestId("frames-video").map((each) => each.dataset.video)).toEqual(["v"]);
    await fireEvent.input(getByTestId("frames-search"), { target: { value: "lake" } });
    await vi.waitFor(() => expect(listVideos).toHaveBeenLastCalledWith(expect.objectContaining({ filter: "ready", search: "lake" }), 0, 60));
    await fireEvent.click(video);
    await settle();
    expect(framePhoto).toHaveBeenCalledExactlyOnceWith("v", null);
    expect([queryByTestId("frames"), asked(ipc)[0].endFrame]).toEqual([null, "last"]);
  });

  it("says in place why a frame could not be taken", async () => {
    const framePhoto = vi.fn().mockRejectedValue(made.error({ message: "The file is not where it was saved." }));
    const { getByTestId, findByTestId } = await open(
      { tray, models, counts: made.counts({ all: 1, ready: 1 }) },
      { ...withModels, listVideos: vi.fn(async () => ({ videos: [made.saved("v")], total: 1 })), framePhoto },
    );
    await choose(getByTestId("end-frame"), "end-frame-video");
    await fireEvent.click(await findByTestId("frames-video"));
    expect((await findByTestId("frames-error")).textContent).toBe("The file is not where it was saved.");
  });

  it("is not sent to a model that cannot end on a picture, and is there again with one that can", async () => {
    const { getByTestId, ipc } = await open({ tray, models }, withModels);
    await choose(getByTestId("end-frame"), "end-frame-option-p2");
    await choose(getByTestId("model"), "model-option-b");
    const slot = getByTestId("end-frame") as HTMLButtonElement;
    expect([slot.disabled, asked(ipc)[0].endFrame]).toEqual([true, null]);
    expect(slot.textContent).toContain("p2.jpg");
    expect(slot.textContent).toContain("Not with this model");
    await choose(getByTestId("model"), "model-option-a");
    expect(asked(ipc)[0].endFrame).toBe("p2");
  });

  it("that was chosen before the program started is still there, without its name", async () => {
    const { getByTestId, ipc } = await open({ tray, models, spec: made.spec({ endFrame: "old" }) }, withModels);
    expect(asked(ipc)[0].endFrame).toBe("old");
    expect(getByTestId("end-frame").textContent).toContain("A picture chosen before");
    expect(getByTestId("end-frame").querySelector("img")?.getAttribute("src")).toContain("/thumb/old");
  });
});

describe("files that hover over the window", () => {
  const slot = { left: 100, top: 300, width: 160, height: 40 };
  const [over, beside] = [{ x: 150, y: 310 }, { x: 600, y: 310 }];

  async function opened(commands = {}, listed = models) {
    const window = await open({ tray, models: listed }, { listModels: vi.fn(async () => listed), ...commands });
    // Whatever asks for its place is the slot.
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({ ...slot, right: 260, bottom: 340, x: 100, y: 300, toJSON: () => slot });
    return window;
  }

  it("are shown the tray and the end frame, of which one is lit up", async () => {
    const { drag, getByTestId, queryByTestId } = await opened();
    drag({ phase: "over", ...beside });
    await settle();
    expect(getByTestId("drop-overlay").dataset.place).toBe("tray");
    expect(getByTestId("drop-end-frame").classList.contains("on")).toBe(false);
    drag({ phase: "over", ...over });
    await settle();
    expect(getByTestId("drop-overlay").dataset.place).toBe("endFrame");
    expect(getByTestId("drop-end-frame").classList.contains("on")).toBe(true);
    drag({ phase: "left" });
    await settle();
    expect(queryByTestId("drop-overlay")).toBeNull();
  });

  it("become the end frame when they are let go over it", async () => {
    const takeDrop = vi.fn(async () => made.photo("dropped", { name: "dropped.png" }));
    const { drag, getByTestId, queryByTestId } = await opened({ takeDrop });
    drag({ phase: "over", ...over });
    drag({ phase: "dropped", ...over, drop: "d1" });
    await settle();
    expect(takeDrop).toHaveBeenCalledExactlyOnceWith("d1", "endFrame");
    expect(queryByTestId("drop-overlay")).toBeNull();
    expect(getByTestId("end-frame").textContent).toContain("dropped.png");
  });

  it("go to the tray everywhere else", async () => {
    const takeDrop = vi.fn(async () => null);
    const { drag } = await opened({ takeDrop });
    drag({ phase: "dropped", ...beside, drop: "d1" });
    await settle();
    expect(takeDrop).toHaveBeenCalledExactlyOnceWith("d1", "tray");
  });

  it("go to the tray where the model cannot end on a picture, and while something lies over the window", async () => {
    const takeDrop = vi.fn(async () => null);
    const { drag, queryByTestId, getByTestId } = await opened({ takeDrop }, [made.model()]);
    drag({ phase: "over", ...over });
    await settle();
    expect(queryByTestId("drop-end-frame")).toBeNull();
    drag({ phase: "dropped", ...over, drop: "d1" });
    expect(takeDrop).toHaveBeenLastCalledWith("d1", "tray");
    await close();
    const again = await opened({ takeDrop });
    await fireEvent.click(getByTestId("settings"));
    await settle();
    again.drag({ phase: "dropped", ...over, drop: "d2" });
    expect(takeDrop).toHaveBeenLastCalledWith("d2", "tray");
  });

  it("of which none is a picture leave the end frame as it is, and that is said beside it", async () => {
    const { drag, getByTestId } = await opened({ takeDrop: vi.fn(async () => null) });
    drag({ phase: "dropped", ...over, drop: "d1" });
    await settle();
    expect(getByTestId("end-frame-error").textContent).toContain("None of that is a picture");
  });
});

describe("the sound", () => {
  const sound = (ipc: { quote: { mock: { lastCall?: unknown[] | undefined } } }) => (ipc.quote.mock.lastCall as [{ sound: unknown }])[0].sound;

  it("that is to be a file is not paid for until one is chosen", async () => {
    const pickSound = vi.fn(async () => made.sound("s1"));
    const { getByTestId, queryByTestId, ipc } = await open({ tray }, { pickSound });
    const create = () => fireEvent.click(getByTestId("create"));
    await fireEvent.click(radio(getByTestId("sound-file")));
    await settle();
    expect(getByTestId("create").getAttribute("aria-disabled")).toBe("true");
    expect(getByTestId("create-told").textContent).toBe("Choose a sound file, or no sound.");
    await create();
    await settle();
    expect(ipc.create).not.toHaveBeenCalled();
    expect(getByTestId("create-told").textContent).toBe("Choose a sound file, or no sound.");
    await fireEvent.click(getByTestId("sound-choose"));
    await settle();
    expect(queryByTestId("create-told")).toBeNull();
    await create();
    await vi.waitFor(() => expect(ipc.create).toHaveBeenCalledTimes(1));
    expect(sound(ipc)).toEqual({ kind: "file", id: "s1" });
  });

  it("of the person's own is picked, shown with its length, and sent", async () => {
    const pickSound = vi.fn(async () => made.sound("s1", { name: "wind.wav", seconds: 12 }));
    const { getByTestId, queryByTestId, ipc } = await open({ tray }, { pickSound });
    await fireEvent.click(radio(getByTestId("sound-file")));
    expect(sound(ipc)).toEqual({ kind: "none" });
    await fireEvent.click(getByTestId("sound-choose"));
    await settle();
    expect(sound(ipc)).toEqual({ kind: "file", id: "s1" });
    expect(getByTestId("sound-name").textContent).toBe("wind.wav");
    expect(getByTestId("sound-length").textContent).toBe("Longer than the video: the first 5 s are heard.");
    expect(getByTestId("sound-wave").querySelectorAll("rect").length).toBeGreaterThan(10);
    await fireEvent.click(getByTestId("seconds-10"));
    await settle();
    expect(getByTestId("sound-length").textContent).toContain("the first 10 s");
    await fireEvent.click(radio(getByTestId("sound-none")));
    await settle();
    expect([sound(ipc), queryByTestId("sound-own")]).toEqual([{ kind: "none" }, null]);
    await fireEvent.click(radio(getByTestId("sound-file")));
    await settle();
    expect(sound(ipc)).toEqual({ kind: "file", id: "s1" });
    await fireEvent.click(getByTestId("sound-remove"));
    await settle();
    expect([sound(ipc), queryByTestId("sound-choose") !== null]).toEqual([{ kind: "none" }, true]);
  });

  it("is heard, and that it cannot be played here is said without keeping it from being sent", async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue(undefined);
    const { getByTestId, ipc } = await open(
      { tray, spec: made.spec({ sound: { kind: "file", id: "s1" } }) },
      { showSound: vi.fn(async () => made.sound("s1", { seconds: 2 })) },
    );
    expect(getByTestId("sound-audio").getAttribute("src")).toBe("http://127.0.0.1:1/t/sound/s1");
    expect(getByTestId("sound-length").textContent).toBe("Shorter than the video: silent after 0:02.0.");
    await fireEvent.click(getByTestId("sound-play"));
    expect(play).toHaveBeenCalledTimes(1);
    await fireEvent.error(getByTestId("sound-audio"));
    expect(getByTestId("sound-broken").textContent).toContain("It can be used nevertheless.");
    expect(sound(ipc)).toEqual({ kind: "file", id: "s1" });
  });

  it("that is not in the library any more says so, and can be replaced", async () => {
    const showSound = vi.fn().mockRejectedValue(made.error({ message: "This sound is gone." }));
    const { getByTestId } = await open({ tray, spec: made.spec({ sound: { kind: "file", id: "old" } }) }, { showSound });
    expect(getByTestId("sound-error").textContent).toBe("This sound is gone.");
    expect(showSound).toHaveBeenCalledExactlyOnceWith("old");
    expect(getByTestId("sound-change")).toBeTruthy();
  });

  it("of the person's own is brought into sight where it was asked for, and not where it only is there", async () => {
    const seen = vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(() => undefined);
    const rows = () => seen.mock.contexts.map((row) => (row as HTMLElement).dataset.testid);
    const spec = made.spec({ sound: { kind: "file", id: "old" } });
    const { getByTestId } = await open({ tray, spec }, { showSound: vi.fn(async () => made.sound("old")), pickSound: vi.fn(async () => made.sound("new")) });
    expect(rows()).toEqual([]);
    await fireEvent.click(radio(getByTestId("sound-none")));
    await fireEvent.click(radio(getByTestId("sound-file")));
    await settle();
    expect(rows()).toEqual(["sound-own"]);
    await fireEvent.click(getByTestId("sound-change"));
    await settle();
    expect(rows()).toEqual(["sound-own", "sound-own"]);
    expect(seen).toHaveBeenCalledWith({ block: "nearest" });
  });

  it("is limited to what the model can do, with the reason, and the wish comes back with a model that can", async () => {
    const loud = made.model({ value: "a", sound: { required: false, defaultOn: false, multiplier: 1 } });
    const always = made.model({ value: "c", sound: { required: true, defaultOn: true, multiplier: 1 } });
    const listed = [loud, plain, always];
    const { getByTestId, queryByTestId, ipc } = await open({ tray, models: listed }, { listModels: vi.fn(async () => listed) });
    expect(queryByTestId("sound-reason")).toBeNull();
    await fireEvent.click(radio(getByTestId("sound-ai")));
    await choose(getByTestId("model"), "model-option-b");
    expect(getByTestId("sound-reason").textContent).toContain("makes no sound");
    expect([sound(ipc), radio(getByTestId("sound-ai")).disabled]).toEqual([{ kind: "none" }, true]);
    await choose(getByTestId("model"), "model-option-c");
    expect(getByTestId("sound-reason").textContent).toContain("always makes sound");
    expect([sound(ipc), radio(getByTestId("sound-none")).disabled]).toEqual([{ kind: "ai" }, true]);
    await choose(getByTestId("model"), "model-option-a");
    expect([sound(ipc), radio(getByTestId("sound-ai")).checked]).toEqual([{ kind: "ai" }, true]);
  });
});

describe("a prompt of its own", () => {
  const prompts = (ipc: { quote: { mock: { lastCall?: unknown[] | undefined } } }) => (ipc.quote.mock.lastCall as unknown[])[2];
  const field = () => document.getElementById("prompt") as HTMLTextAreaElement;
  const toggle = (box: HTMLElement) => fireEvent.click(box);

  it("is written for the photo that is shown, marked at the tray, and sent with it alone", async () => {
    const { getByTestId, getAllByTestId, ipc } = await open({ tray });
    await toggle(getByTestId("own-prompt"));
    expect([field().value, field().placeholder]).toEqual(["", "slow push in"]);
    expect(prompts(ipc)).toEqual({});
    await fireEvent.input(field(), { target: { value: "she smiles" } });
    await settle();
    expect(prompts(ipc)).toEqual({ p1: "she smiles" });
    expect(ipc.quote.mock.lastCall?.[0].prompt).toBe("slow push in");
    expect(getAllByTestId("tray-own")).toHaveLength(1);
    await fireEvent.click(getAllByTestId("tray-photo")[1] as HTMLElement);
    expect([field().value, (getByTestId("own-prompt") as HTMLInputElement).checked]).toEqual(["slow push in", false]);
    await fireEvent.input(field(), { target: { value: "pan left" } });
    await fireEvent.click(getByTestId("create"));
    await settle();
    expect(ipc.create).toHaveBeenCalledExactlyOnceWith(expect.any(String), made.spec({ prompt: "pan left" }), ["p1", "p2"], { p1: "she smiles" }, null);
  });

  it("that is blank is the common one, and so is one that is taken back", async () => {
    const { getByTestId, queryByTestId, ipc } = await open({ tray });
    await toggle(getByTestId("own-prompt"));
    await fireEvent.input(field(), { target: { value: "  " } });
    await settle();
    expect([prompts(ipc), queryByTestId("tray-own")]).toEqual([{}, null]);
    await fireEvent.input(field(), { target: { value: "x" } });
    await toggle(getByTestId("own-prompt"));
    await settle();
    expect([prompts(ipc), field().value]).toEqual([{}, "slow push in"]);
  });

  it("is forgotten with a photo that leaves the tray", async () => {
    const { getByTestId, ipc, tell } = await open({ tray });
    await toggle(getByTestId("own-prompt"));
    await fireEvent.input(field(), { target: { value: "she smiles" } });
    await settle();
    tell({ type: "tray", photos: [made.photo("p2")] });
    await settle();
    tell({ type: "tray", photos: tray });
    await settle();
    expect(prompts(ipc)).toEqual({});
  });

  it("is not offered for a single photo, nor for the end frame", async () => {
    const { queryByTestId, tell, getByTestId, getAllByTestId } = await open({ tray, models }, { listModels: vi.fn(async () => models) });
    await choose(getByTestId("end-frame"), "end-frame-option-p2");
    expect(queryByTestId("own-prompt")).toBeNull();
    tell({ type: "trayAdded", photos: [made.photo("p3")] });
    await settle();
    expect(queryByTestId("own-prompt")).not.toBeNull();
    await fireEvent.click(getAllByTestId("tray-photo")[1] as HTMLElement);
    expect(queryByTestId("own-prompt")).toBeNull();
  });
});
