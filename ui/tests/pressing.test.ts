/** Buttons that can do nothing for now: whoever pressed one by keyboard stays at it. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const tray = [made.photo("p1")];
/** An answer that comes when it is told to. */
function late<T>(value: T) {
  let come: () => void = () => undefined;
  return { ask: vi.fn(() => new Promise<T>((done) => (come = () => done(value)))), come: () => come() };
}
/** Says that it does nothing, and can have the focus all the same. */
const isOff = (button: HTMLElement) => button.getAttribute("aria-disabled") === "true" && !(button as HTMLButtonElement).disabled;

describe("a button that is at work", () => {
  it("does nothing more until that is done, and keeps the focus", async () => {
    const { ask, come } = late(made.settings());
    const { getByTestId, findByTestId } = await open({}, { setLimits: ask });
    await fireEvent.click(getByTestId("settings"));
    const button = await findByTestId("limits-save");
    button.focus();
    expect(isOff(button), "nothing to save").toBe(true);
    await fireEvent.click(getByTestId("limit-beyond-ask").querySelector("input") as HTMLInputElement);
    expect(isOff(button)).toBe(false);
    button.focus();
    await fireEvent.click(button);
    await fireEvent.click(button);
    expect([isOff(button), document.activeElement === button, ask.mock.calls.length]).toEqual([true, true, 1]);
    come();
    await settle();
    expect([isOff(button), document.activeElement === button]).toEqual([false, true]);
  });

  it("deletes once, however often it is pressed", async () => {
    const { ask } = late<void>(undefined);
    const video = made.saved("a");
    const { getByTestId, findByTestId } = await open({ page: { videos: [video], total: 1 }, counts: { all: 1, making: 0, ready: 1, kept: 0, needsYou: 0 } }, { deleteVideos: ask });
    getByTestId("card").focus();
    await fireEvent.keyDown(getByTestId("card"), { key: "Delete" });
    const button = await findByTestId("delete-confirm");
    await fireEvent.click(button);
    await fireEvent.click(button);
    expect([isOff(button), ask.mock.calls.length]).toEqual([true, 1]);
    // What becomes of it is told here: it is not left meanwhile.
    await fireEvent.keyDown(button, { key: "Escape" });
    expect(await findByTestId("delete-confirm")).toBe(button);
  });

  it("is not pressed by the Enter key in its form either", async () => {
    const { ask } = late({ account: made.snapshot().account, settings: made.settings() });
    const { getByTestId, findByTestId } = await open({ account: { ...made.snapshot().account, isDemo: true } }, { connect: ask });
    await fireEvent.click(getByTestId("connect-akool"));
    const field = (await findByTestId("key")) as HTMLInputElement;
    const button = getByTestId("connect");
    // What a browser does for Enter is a click on the button of the form.
    expect(await fireEvent.click(button)).toBe(false);
    await fireEvent.input(field, { target: { value: "key" } });
    await fireEvent.click(button);
    expect([isOff(button), field.readOnly, field.disabled]).toEqual([true, true, false]);
    expect(await fireEvent.click(button)).toBe(false);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

it("a number that is stepped up to its end leaves the focus where it was, and goes no further", async () => {
  const { getByTestId, ipc } = await open({ tray, spec: made.spec({ count: 3 }) });
  const more = getByTestId("count-plus");
  more.focus();
  for (let press = 0; press < 3; press += 1) await fireEvent.click(more);
  await settle();
  expect([isOff(more), document.activeElement === more, ipc.quote.mock.lastCall?.[0].count]).toEqual([true, true, 4]);
});

it("the player's way to the next video leaves the focus where it was when there is none", async () => {
  const videos = [made.saved("a", { createdAt: 2 }), made.saved("b", { createdAt: 1 })];
  const { getAllByTestId, findByTestId, getByTestId } = await open({ page: { videos, total: 2 }, counts: { all: 2, making: 0, ready: 2, kept: 0, needsYou: 0 } });
  await fireEvent.click(getAllByTestId("card-play")[0] as HTMLElement);
  const next = await findByTestId("player-next");
  next.focus();
  await fireEvent.click(next);
  await settle();
  expect([isOff(next), isOff(getByTestId("player-previous")), document.activeElement === next]).toEqual([true, false, true]);
});
