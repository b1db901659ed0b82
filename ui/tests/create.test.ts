/** Pressing Create: once for what was chosen, at the price that was shown, or not at all and with the reason. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, said, settle } from "./open";

// Compiling the window for the first time takes its time on a busy machine; no test is to pay for it.
beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const tray = [made.photo("p1"), made.photo("p2")];
const noPrompt = { field: "prompt" as const, code: "noPrompt" as const, message: "Say what should happen.", figures: null, blocks: true, asks: false };
const ctrlEnter = () => fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });

describe("Create", () => {
  it("says how many videos and what they cost", async () => {
    const { getByTestId } = await open({ tray, spec: made.spec({ count: 2 }) });
    expect(getByTestId("create").textContent).toContain("Create 4 videos");
    expect(getByTestId("price").textContent).toContain("2 photos × 2 videos × 25 credits");
    expect(getByTestId("price").textContent).toContain("about 100 · leaves 0");
  });

  it("makes one request of a double click and of two presses of Ctrl+Enter", async () => {
    const { getByTestId, ipc } = await open({ tray });
    const button = getByTestId("create");
    await Promise.all([fireEvent.click(button), fireEvent.click(button), ctrlEnter(), ctrlEnter()]);
    await vi.waitFor(() => expect(ipc.create).toHaveBeenCalledTimes(1));
    await settle();
    await fireEvent.click(button);
    await ctrlEnter();
    await settle();
    expect(ipc.create).toHaveBeenCalledTimes(1);
    expect(button.getAttribute("aria-disabled")).toBe("true");
  });

  it("tries a failed press again under the same id, and says what went wrong", async () => {
    const create = vi.fn().mockRejectedValueOnce(made.error({ message: "The library is busy." })).mockResolvedValue([]);
    const { getByTestId, findByTestId } = await open({ tray }, { create });
    await fireEvent.click(getByTestId("create"));
    expect((await findByTestId("create-error")).textContent).toBe("The library is busy.");
    await fireEvent.click(getByTestId("create"));
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(2));
    expect(create.mock.calls[1]?.[0]).toBe(create.mock.calls[0]?.[0]);
  });

  it("is refused with the reason beside its field, and tells it to whoever presses in vain", async () => {
    const { getByTestId, queryByTestId, ipc } = await open({ tray }, { quote: vi.fn(async () => made.quote({ objections: [noPrompt] })) });
    const button = getByTestId("create");
    expect([button.getAttribute("aria-disabled"), (button as HTMLButtonElement).disabled]).toEqual(["true", false]);
    expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(noPrompt.message);
    const prompt = getByTestId("prompt");
    expect(document.getElementById(prompt.getAttribute("aria-describedby") ?? "")?.textContent).toBe(noPrompt.message);
    expect(queryByTestId("create-told")).toBeNull();
    await fireEvent.click(button);
    await ctrlEnter();
    await settle();
    expect(ipc.create).not.toHaveBeenCalled();
    expect(getByTestId("create-told").textContent).toBe(noPrompt.message);
    expect(said()).toBe(noPrompt.message);
  });

  it("marks the control that is wrong", async () => {
    const objection = { ...noPrompt, code: "unknownEffect" as const, field: "effect" as const };
    const { getByTestId } = await open({ tray }, { quote: vi.fn(async () => made.quote({ objections: [objection] })) });
    expect(getByTestId("effect").getAttribute("aria-invalid")).toBe("true");
    expect(getByTestId("prompt").getAttribute("aria-invalid")).toBeNull();
  });

  it("never uses the price of a choice that was changed since", async () => {
    const answers: ((total: number) => void)[] = [];
    const quote = vi.fn(() => new Promise<ReturnType<typeof made.quote>>((done) => answers.push((total) => done(made.quote({ total })))));
    const { getByTestId } = await open({ tray }, { quote });
    await fireEvent.click(getByTestId("count-plus"));
    await settle();
    const last = answers.length - 1;
    expect(last).toBeGreaterThan(0);
    answers[last]?.(50);
    await settle();
    answers.slice(0, last).forEach((answer) => answer(25));
    await settle();
    expect(getByTestId("price").textContent).toContain("about 50");
  });

  it("sends what was chosen at the press, whatever is chosen while the price is asked", async () => {
    const { getByTestId, ipc, asks } = await byHand();
    await asks.answer(25);
    await fireEvent.input(getByTestId("prompt"), { target: { value: "pan left" } });
    await ctrlEnter();
    await fireEvent.input(getByTestId("prompt"), { target: { value: "pan left and up" } });
    await asks.answer(25);
    expect(ipc.create).toHaveBeenCalledExactlyOnceWith(expect.any(String), made.spec({ prompt: "pan left" }), ["p1", "p2"], {}, null);
  });

  it("does not go ahead at another price than the one shown at the press", async () => {
    const { getByTestId, ipc, asks } = await byHand();
    await asks.answer(25);
    await fireEvent.click(getByTestId("count-plus"));
    await ctrlEnter();
    await asks.answer(50);
    expect(ipc.create).not.toHaveBeenCalled();
    expect(getByTestId("create-error").textContent).toContain("it was 25 credits and is now 50 credits. Nothing was sent.");
    await ctrlEnter();
    await settle();
    expect(ipc.create).toHaveBeenCalledTimes(1);
  });

  it("never shows a new number of videos beside the former price", async () => {
    const { getByTestId, asks } = await byHand();
    await asks.answer(50, 2);
    await fireEvent.click(getByTestId("count-plus"));
    await settle();
    expect(getByTestId("price").textContent).toContain("1 photo × 1 video");
    expect(getByTestId("create").textContent).toContain("Create 2 videos");
    await asks.answer(100, 4);
    expect(getByTestId("price").textContent).toContain("1 photo × 2 videos");
    expect(getByTestId("create").textContent).toContain("Create 4 videos");
  });

  it("says that a price takes its time, and does nothing until it is there", async () => {
    const { getByTestId, findByTestId, queryByTestId, ipc, asks } = await byHand();
    await asks.answer(25);
    await fireEvent.click(getByTestId("count-plus"));
    expect((await findByTestId("price-pending")).textContent).toBe("Working out the price…");
    await fireEvent.click(getByTestId("create"));
    await ctrlEnter();
    expect(getByTestId("create").getAttribute("aria-disabled")).toBe("true");
    await asks.answer(50);
    expect(queryByTestId("price-pending")).toBeNull();
    expect(ipc.create).not.toHaveBeenCalled();
  });

  it("asks for no new price because a video is being saved or something else of the account changed", async () => {
    const { tell, ipc } = await open({ tray });
    const asked = ipc.quote.mock.calls.length;
    const account = made.snapshot().account;
    tell({ type: "progress", video: "v", done: 1, total: 2 });
    tell({ type: "account", account: { ...account } });
    await settle();
    expect(ipc.quote.mock.calls.length).toBe(asked);
    tell({ type: "account", account: { ...account, balance: 7 } });
    await settle();
    expect(ipc.quote.mock.calls.length).toBe(asked + 1);
  });

  it("is not what Ctrl+Enter means on a button or in an open list", async () => {
    const { getByTestId, ipc } = await open({ tray });
    const press = (name: string) => fireEvent.keyDown(getByTestId(name), { key: "Enter", ctrlKey: true });
    await press("tray-add");
    await press("model");
    await settle();
    expect(getByTestId("model-list")).toBeTruthy();
    await press("prompt");
    await settle();
    expect(ipc.create).not.toHaveBeenCalled();
  });

  it("has another price asked for when something is under way that was not, and when the account is another", async () => {
    const { tell, ipc } = await open({ tray });
    const asked = ipc.quote.mock.calls.length;
    tell({ type: "video", video: made.video("v"), counts: made.counts({ all: 1, making: 1 }) });
    await settle();
    expect(ipc.quote.mock.calls.length).toBe(asked + 1);
    tell({ type: "account", account: { ...made.snapshot().account, name: "Another" } });
    await ctrlEnter();
    await settle();
    expect(ipc.quote.mock.calls.length).toBeGreaterThan(asked + 1);
  });

  it("asks about a limit that only the engine knew of", async () => {
    const create = vi.fn(async () => []).mockRejectedValueOnce(made.error({ code: "beyondLimit", message: "Your limit is 20." }));
    const { getByTestId, findByTestId, queryByTestId } = await open({ tray }, { create });
    await fireEvent.click(getByTestId("create"));
    expect((await findByTestId("beyond-text")).textContent).toContain("Your limit is 20.");
    await fireEvent.click(getByTestId("beyond-yes"));
    await settle();
    expect(create.mock.calls.map((call: unknown[]) => call[4])).toEqual([null, 50]);
    expect(queryByTestId("create-error")).toBeNull();
  });

  it("asks before it goes beyond a limit, and creates only after a yes", async () => {
    const limit = { field: "price" as const, code: "overBudget" as const, message: "This would cost about 60 credits; your limit for one press is 50.", figures: null, blocks: false, asks: true };
    const { getByTestId, findByTestId, queryByTestId, ipc } = await open({ tray }, { quote: vi.fn(async () => made.quote({ objections: [limit] })) });
    await fireEvent.click(getByTestId("create"));
    expect((await findByTestId("beyond-text")).textContent).toBe(limit.message);
    await ctrlEnter();
    await fireEvent.click(getByTestId("beyond-no"));
    await settle();
    expect(queryByTestId("beyond")).toBeNull();
    expect(ipc.create).not.toHaveBeenCalled();
    await fireEvent.click(getByTestId("create"));
    await fireEvent.click(await findByTestId("beyond-yes"));
    await vi.waitFor(() => expect(ipc.create).toHaveBeenCalledTimes(1));
    expect(vi.mocked(ipc.create).mock.calls[0]?.[4]).toBe(made.quote().total);
  });
});

/** A window whose prices come when the test says so, all that are asked for at once. */
async function byHand() {
  const waiting: ((quote: ReturnType<typeof made.quote>) => void)[] = [];
  const quote = vi.fn(() => new Promise<ReturnType<typeof made.quote>>((done) => waiting.push(done)));
  const window = await open({ tray }, { quote });
  const answer = async (total: number, videos = 1) => {
    await settle();
    waiting.splice(0).forEach((done) => done(made.quote({ total, videos })));
    await settle();
  };
  return { ...window, asks: { answer } };
}
