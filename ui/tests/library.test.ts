/** The library with more videos than a page can hold: scrolling, asking for what is missing, and moving by keys. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { geometryOf, placeOf } from "../src/logic/grid";
import { made } from "./made";
import { close, settle } from "./open";
import { numbered, openLibrary as opened } from "./openLibrary";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(() => {
  localStorage.clear();
  return close();
});

/** Of a library that is 852 wide, three cards in a row. */
const GEOMETRY = geometryOf(852, "medium");
const rowsDown = (rows: number) => placeOf(GEOMETRY, rows * GEOMETRY.columns).top;

describe("a long library", () => {
  it("has in the page what is in sight, and a little more", async () => {
    const { cards, scrollTo, getByTestId } = await opened(numbered(10_000));
    expect(cards().length).toBeLessThan(30);
    expect(getByTestId("grid").style.height).toBe(`${rowsDown(3334) - GEOMETRY.gap}px`);
    await scrollTo(rowsDown(2000));
    expect(cards().length).toBeLessThan(40);
    expect(cards()).toContain("v6000");
    expect(cards()).not.toContain("v0");
  });

  it("shows what comes into sight in the elements of what went, each with its own picture", async () => {
    const { cards, getAllByTestId, scrollTo } = await opened(numbered(1000));
    const shownBy = () => new Map(getAllByTestId("card").map((card) => [card, card.querySelector("img")]));
    const before = shownBy();
    await scrollTo(rowsDown(10));
    await vi.waitFor(() => expect(cards()).not.toContain("v0"));
    const again = [...shownBy()].filter(([card]) => before.has(card));
    expect(again).not.toEqual([]);
    for (const [card, picture] of again) {
      expect(picture).not.toBe(before.get(card));
      expect(picture?.src).toContain(`/${card.dataset.video}`);
    }
  });

  it("has at most one more card in the page after each frame, beyond what is in sight", async () => {
    const { cards, scrollTo } = await opened(numbered(1000));
    await scrollTo(rowsDown(5));
    const ends = () => [cards()[0], cards().at(-1)];
    await vi.waitFor(() => expect(ends()).toEqual(["v9", "v32"]));
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(window, "requestAnimationFrame").mockImplementation((frame) => frames.push(frame));
    await scrollTo(rowsDown(6));
    const counts = [0];
    for (let frame = frames.shift(); frame; frame = frames.shift()) {
      const before = cards();
      frame(0);
      expect(cards(), "until it is painted").toEqual(before);
      await vi.waitFor(() => expect(cards()).not.toEqual(before));
      counts.push(cards().filter((card) => !before.includes(card)).length);
    }
    expect(counts).toEqual([0, 1, 1, 1]);
    await vi.waitFor(() => expect(ends()).toEqual(["v12", "v35"]));
  });

  it("moves no element in the page while it is scrolled by hand, and has them in the order of the list when it rests", async () => {
    const { inPage, getAllByTestId, scrollTo } = await opened(numbered(1000));
    await scrollTo(rowsDown(5));
    const ordered = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `v${from + at}`);
    await vi.waitFor(() => expect(inPage()).toEqual(ordered(9, 33)));
    const elements = getAllByTestId("card");
    // It rests when this test says so.
    const timers: (() => void)[] = [];
    const { setTimeout: real } = globalThis;
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, after?: number) => (after === 150 ? timers.push(run) : real(run, after))) as typeof setTimeout);
    await scrollTo(rowsDown(6));
    await vi.waitFor(() => expect(inPage()).toContain("v35"));
    expect(getAllByTestId("card")).toEqual(elements);
    timers.at(-1)?.();
    await settle();
    expect(inPage()).toEqual(ordered(12, 36));
  });

  it("shows what is found in the elements of what was there", async () => {
    const { cards, getAllByTestId, getByTestId } = await opened(numbered(1000, (at) => ({ spec: made.spec({ prompt: at < 500 ? "noon" : "dawn" }) })));
    const before = getAllByTestId("card");
    await fireEvent.input(getByTestId("search"), { target: { value: "dawn" } });
    await settle();
    expect(cards()[0]).toBe("v500");
    expect(before).toContain(getAllByTestId("card")[0]);
  });

  it("leaves what was asked of a video with it, whatever its element shows by then", async () => {
    const { cards, getAllByTestId, getByTestId, ipc, scrollTo } = await opened(numbered(1000));
    await fireEvent.click(getAllByTestId("card-menu")[0] as Element);
    await settle();
    await scrollTo(rowsDown(100));
    expect(cards()).not.toContain("v0");
    await fireEvent.pointerUp(getByTestId("card-keep"));
    await settle();
    expect(ipc.keep).toHaveBeenCalledExactlyOnceWith(["v0"], true);
  });

  it("asks for a page once it comes into sight, and shows where its videos will be", async () => {
    let answer = (): void => undefined;
    const { asked, cards, engine, ipc, queryAllByTestId, scrollTo } = await opened(numbered(1000));
    expect(asked()).toEqual([]);
    ipc.listVideos.mockImplementation((query, offset, limit) => new Promise((done) => (answer = () => done(engine.page(query, offset, limit)))));
    await scrollTo(rowsDown(110));
    expect(asked()).toEqual([[300, 60]]);
    expect(cards()).toEqual([]);
    expect(queryAllByTestId("card-coming").length).toBeGreaterThan(9);
    answer();
    await settle();
    expect(cards()).toContain("v330");
    // Of what was on its way past, nothing is asked for any more: the next question is for what is in sight when it is put.
    await scrollTo(rowsDown(210));
    expect(asked().slice(1)).toEqual([[600, 60]]);
    await scrollTo(rowsDown(310));
    answer();
    await settle();
    expect(asked().slice(2)).toEqual([[900, 60]]);
  });

  it("says why a page did not come, and asks again when asked", async () => {
    const { cards, getByTestId, ipc, queryByTestId, scrollTo } = await opened(numbered(1000));
    ipc.listVideos.mockRejectedValueOnce(made.error({ message: "The library cannot be read." }));
    await scrollTo(rowsDown(100));
    expect(getByTestId("library-error").textContent).toContain("The library cannot be read.");
    expect(ipc.listVideos).toHaveBeenCalledTimes(1);
    await fireEvent.click(getByTestId("library-error").querySelector("button") as Element);
    await settle();
    expect(queryByTestId("library-error")).toBeNull();
    expect(cards()).toContain("v300");
  });

  it("stays where it is when new videos come before what is in sight", async () => {
    const { engine, scroller, scrollTo, cards } = await opened(numbered(1000));
    await scrollTo(rowsDown(100) + 30);
    for (let at = 0; at < 6; at += 1) engine.change(made.video(`new${at}`, { createdAt: 5000 + at }));
    await settle();
    expect(scroller.scrollTop).toBe(rowsDown(102) + 30);
    expect(cards()).toContain("v300");
  });

  it("shows new videos when it stands at its beginning", async () => {
    const { engine, scroller, cards } = await opened(numbered(1000));
    engine.change(made.video("new", { createdAt: 5000 }));
    await settle();
    expect([cards()[0], scroller.scrollTop]).toEqual(["new", 0]);
  });

  it("asks once more, and not more, however many videos change while it is being answered", async () => {
    const answers: (() => void)[] = [];
    const { asked, engine, ipc, cards } = await opened(numbered(100));
    ipc.listVideos.mockImplementation((query, offset, limit) => {
      const page = engine.page(query, offset, limit);
      return new Promise((done) => answers.push(() => done(page)));
    });
    for (let at = 0; at < 20; at += 1) engine.change(made.video(`new${at}`, { createdAt: 5000 + at }));
    await settle();
    expect(asked()).toEqual([[0, 60]]);
    for (let at = 20; at < 40; at += 1) engine.change(made.video(`new${at}`, { createdAt: 5000 + at }));
    answers.shift()?.();
    await settle();
    expect(asked().length).toBe(2);
    answers.shift()?.();
    await settle();
    expect([asked().length, cards()[0]]).toEqual([2, "new39"]);
  });

  it("changes a video that goes on in its place, and asks nobody", async () => {
    const { engine, asked, getAllByTestId } = await opened([made.video("making", { createdAt: 9 }), ...numbered(5)]);
    engine.change(made.video("making", { createdAt: 9, status: { kind: "sending" } }));
    await settle();
    expect([getAllByTestId("card")[0]?.dataset.state, asked()]).toEqual(["sending", []]);
  });
});

describe("the keyboard in the library", () => {
  it("has one stop among the cards, and arrows go from card to card", async () => {
    const { getAllByTestId, key, focused } = await opened(numbered(1000));
    const stops = () => getAllByTestId("card").filter((card) => card.tabIndex === 0).map((card) => card.dataset.video);
    expect(stops()).toEqual(["v0"]);
    getAllByTestId("card")[0]?.focus();
    await key("ArrowRight");
    await key("ArrowDown");
    expect([focused(), stops()]).toEqual(["v4", ["v4"]]);
    await key("ArrowUp");
    expect(focused()).toBe("v1");
  });

  it("goes to cards that were not in the page, by page and to both ends", async () => {
    const { getAllByTestId, key, focused, scroller } = await opened(numbered(1000));
    getAllByTestId("card")[0]?.focus();
    await key("PageDown");
    expect(focused()).toBe("v6");
    await key("End");
    expect(focused()).toBe("v999");
    expect(scroller.scrollTop).toBeGreaterThan(rowsDown(325));
    await key("Home");
    expect([focused(), scroller.scrollTop]).toEqual(["v0", 0]);
  });

  it("is not lost when its card is scrolled out of sight", async () => {
    const { getAllByTestId, scrollTo, focused, key } = await opened(numbered(1000));
    getAllByTestId("card")[4]?.focus();
    await scrollTo(rowsDown(200));
    expect(focused()).toBe("v4");
    await key("ArrowRight");
    expect(focused()).toBe("v5");
  });

  it("stays when its card is scrolled out of sight among cards that are here already", async () => {
    const { getAllByTestId, scrollTo, focused } = await opened(numbered(1000));
    getAllByTestId("card")[4]?.focus();
    const element = document.activeElement;
    for (const rows of [3, 10, 15, 8, 0]) {
      await scrollTo(rowsDown(rows));
      expect([focused(), document.activeElement === element]).toEqual(["v4", true]);
    }
  });

  it("is not taken to another card by the element of one that was deleted", async () => {
    const { engine, getAllByTestId } = await opened(numbered(1000));
    const deleted = getAllByTestId("card")[4] as HTMLElement;
    engine.delete(["v4"], false);
    await settle();
    expect(deleted.isConnected).toBe(false);
  });

  it("goes to what stands in the place of a card that is removed", async () => {
    const { getAllByTestId, engine, focused } = await opened(numbered(1000));
    getAllByTestId("card")[4]?.focus();
    engine.delete(["v4"], false);
    await settle();
    expect(focused()).toBe("v5");
  });

  it("plays with Enter and selects with the space bar", async () => {
    const { getAllByTestId, key, selected, queryByTestId } = await opened(numbered(10));
    getAllByTestId("card")[1]?.focus();
    await key(" ");
    expect(selected()).toEqual(["v1"]);
    await key(" ");
    expect(selected()).toEqual([]);
    await key("Enter");
    expect(queryByTestId("player")).not.toBeNull();
  });

  it("draws a range with Shift, and takes it back", async () => {
    const { getAllByTestId, key, selected, getByTestId } = await opened(numbered(1000));
    getAllByTestId("card")[1]?.focus();
    await key("ArrowRight", { shiftKey: true });
    await key("ArrowDown", { shiftKey: true });
    expect(selected()).toEqual(["v1", "v2", "v3", "v4", "v5"]);
    await key("ArrowUp", { shiftKey: true });
    expect(selected()).toEqual(["v1", "v2"]);
    await key("End", { shiftKey: true });
    expect(getByTestId("selection-count").textContent).toContain("999 selected");
  });
});

describe("selecting everything", () => {
  const all = { key: "a", ctrlKey: true };

  it("asks for what is not in the page", async () => {
    const { getByTestId, ipc } = await opened(numbered(1200));
    getByTestId("library").focus();
    await fireEvent.keyDown(getByTestId("library"), all);
    await settle();
    expect(getByTestId("selection-count").textContent).toContain("1,200 selected");
    expect(ipc.listVideos.mock.calls.map(([, offset, limit]) => [offset, limit])).toEqual([[0, 500], [500, 500], [1000, 200]]);
  });

  it("is of what the filter and the search show, and over when they show something else", async () => {
    const { getByTestId, queryByTestId } = await opened(numbered(300, (at) => ({ kept: at % 3 === 0 })));
    await fireEvent.click(getByTestId("filter-kept"));
    await settle();
    getByTestId("library").focus();
    await fireEvent.keyDown(getByTestId("library"), all);
    await settle();
    expect(getByTestId("selection-count").textContent).toContain("100 selected");
    await fireEvent.click(getByTestId("sort"));
    await settle();
    await fireEvent.pointerUp(getByTestId("sort-oldest"));
    await settle();
    expect(getByTestId("selection-count").textContent).toContain("100 selected");
    await fireEvent.click(getByTestId("filter-all"));
    expect(queryByTestId("selection")).toBeNull();
  });

  it("can be called off, and says so when it fails", async () => {
    const { getByTestId, queryByTestId, ipc } = await opened(numbered(300));
    ipc.listVideos.mockImplementationOnce(() => new Promise<never>(() => undefined));
    getByTestId("library").focus();
    await fireEvent.keyDown(getByTestId("library"), all);
    await settle();
    expect(getByTestId("selection-gathering").textContent).toBe("Selecting, 0 so far");
    await fireEvent.keyDown(getByTestId("library"), { key: "Escape" });
    await settle();
    expect(queryByTestId("selection")).toBeNull();
    ipc.listVideos.mockRejectedValueOnce(made.error({ message: "The library cannot be read." }));
    await fireEvent.keyDown(getByTestId("library"), all);
    await settle();
    expect(getByTestId("selection-error").textContent).toBe("The library cannot be read.");
  });
});

describe("cards of another size", () => {
  it("are remembered", async () => {
    const first = await opened(numbered(100));
    await fireEvent.click(first.getByTestId("card-size-small").querySelector("input") as Element);
    await settle();
    expect(first.getAllByTestId("card").length).toBeGreaterThan(30);
    await close();
    const second = await opened(numbered(100));
    expect((second.getByTestId("card-size-small").querySelector("input") as HTMLInputElement).checked).toBe(true);
    expect(second.getAllByTestId("card")[0]?.classList).toContain("small");
  });

  it("keep in sight what was at the top", async () => {
    const { getByTestId, scrollTo, scroller } = await opened(numbered(1000));
    await scrollTo(rowsDown(100));
    await fireEvent.click(getByTestId("card-size-large").querySelector("input") as Element);
    await settle();
    const large = geometryOf(852, "large");
    expect(scroller.scrollTop).toBe(placeOf(large, 300).top);
  });

  it("show tags when they are large", async () => {
    const { getByTestId, queryByTestId } = await opened(numbered(1, () => ({ tags: ["client", "lake"] })));
    expect(queryByTestId("card-tag-list")).toBeNull();
    await fireEvent.click(getByTestId("card-size-large").querySelector("input") as Element);
    expect([...getByTestId("card-tag-list").children].map((tag) => tag.textContent)).toEqual(["client", "lake"]);
  });
});
