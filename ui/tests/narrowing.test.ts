/** Narrowing the library down: by words, by model, tag and day, and back again. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { VideoView } from "../src/bindings/VideoView";
import { made } from "./made";
import { close, settle } from "./open";
import { openLibrary } from "./openLibrary";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const DAY = 86_400_000;
const noon = new Date(2026, 10, 27, 12).getTime();
const named = (id: string, prompt: string, more: Partial<VideoView> = {}) =>
  made.saved(id, { createdAt: noon, ...more, spec: made.spec({ prompt, model: more.modelLabel === "Other" ? "b" : "a" }) });
const videos = [
  named("dunes", "wind over the dunes", { tags: ["client"], credits: 10 }),
  named("lake", "a lake at dawn", { kept: true, createdAt: noon - DAY, credits: 30 }),
  named("face", "she smiles", { tags: ["client", "portrait"], modelLabel: "Other", createdAt: noon - 2 * DAY, credits: 20 }),
];

async function opened() {
  const window = await openLibrary(videos);
  const search = async (text: string) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await fireEvent.input(window.getByTestId("search"), { target: { value: text } });
    vi.runAllTimers();
    vi.useRealTimers();
    await settle();
  };
  /** Chooses a value of the filter. */
  const narrow = async (facet: string, value: string) => {
    if (!window.queryByTestId("facets-panel")) await fireEvent.click(window.getByTestId("facets"));
    await settle();
    const list = window.getByTestId(`facet-${facet}`);
    list.focus();
    await fireEvent.keyDown(list, { key: "Enter" });
    await settle();
    await fireEvent.pointerUp(window.getByTestId(`facet-${facet}-option-${value}`));
    await settle();
  };
  return { ...window, search, narrow };
}

describe("searching", () => {
  it("asks the engine, and says what was searched when nothing is found", async () => {
    const { search, cards, ipc, getByTestId, queryByTestId } = await opened();
    await search("dawn");
    expect(cards()).toEqual(["lake"]);
    expect(ipc.listVideos.mock.lastCall?.[0]).toMatchObject({ search: "dawn", filter: "all" });
    await search("volcano");
    expect(getByTestId("library-empty").textContent).toContain("“volcano” is not found in your videos.");
    expect(getByTestId("library-empty").textContent).toContain("Prompts, file names, models and tags are searched.");
    await fireEvent.click(getByTestId("library-show-all"));
    await settle();
    expect([queryByTestId("library-empty"), cards().length, (getByTestId("search") as HTMLInputElement).value]).toEqual([null, 3, ""]);
  });

  it("says among which videos it looked", async () => {
    const { search, getByTestId } = await opened();
    await fireEvent.click(getByTestId("filter-kept"));
    await search("dunes");
    expect(getByTestId("library-empty").textContent).toContain("“dunes” is not found in the videos you keep.");
  });

  it("does not show the answer to what was asked before", async () => {
    const { search, cards, ipc, engine } = await opened();
    let late = (): void => undefined;
    ipc.listVideos.mockImplementationOnce((query, offset, limit) => new Promise((done) => (late = () => done(engine.page(query, offset, limit)))));
    await search("dawn");
    await search("smiles");
    late();
    await settle();
    expect(cards()).toEqual(["face"]);
  });
});

describe("filtering", () => {
  it("by a tag shows what is active, and how to take it back", async () => {
    const { narrow, cards, getByTestId, queryByTestId } = await opened();
    await narrow("tag", "client");
    expect([cards(), getByTestId("condition-tag").textContent]).toEqual([["dunes", "face"], "Tag: client"]);
    await fireEvent.click(getByTestId("condition-tag"));
    await settle();
    expect([cards().length, queryByTestId("conditions")]).toEqual([3, null]);
  });

  it("by several things at once, each of which can be taken back alone", async () => {
    const { narrow, cards, inPage, getByTestId } = await opened();
    await narrow("tag", "client");
    await narrow("model", "b");
    await narrow("day", "2026-11-25");
    expect(cards()).toEqual(["face"]);
    expect(getByTestId("condition-day").textContent).toContain("Nov 25, 2026");
    await fireEvent.click(getByTestId("condition-model"));
    await fireEvent.click(getByTestId("condition-day"));
    await settle();
    expect(cards()).toEqual(["dunes", "face"]);
    await vi.waitFor(() => expect(inPage()).toEqual(["dunes", "face"]));
    await narrow("day", " *");
    await narrow("model", "b");
    await fireEvent.click(getByTestId("conditions-clear"));
    await settle();
    expect(cards().length).toBe(3);
  });

  it("names everything that is asked for when nothing fits it", async () => {
    const { narrow, search, getByTestId, queryByTestId } = await opened();
    await narrow("tag", "portrait");
    await search("lake");
    const empty = getByTestId("library-empty");
    expect([...empty.querySelectorAll(".conditions button")].map((each) => each.textContent?.trim())).toEqual(["“lake”", "Tag: portrait", "Clear all"]);
    await fireEvent.click(empty.querySelector("[data-testid='condition-search']") as Element);
    await settle();
    expect(queryByTestId("library-empty")).toBeNull();
  });

  it("takes a video out that loses the tag by which is filtered", async () => {
    const { narrow, cards, engine } = await opened();
    await narrow("tag", "client");
    engine.tag(["dunes"], "client", false);
    await settle();
    expect(cards()).toEqual(["face"]);
  });
});

it("another order is asked for, and said on the button", async () => {
  const { getByTestId, cards, inPage } = await opened();
  const menu = getByTestId("sort");
  menu.focus();
  await fireEvent.keyDown(menu, { key: "Enter" });
  await settle();
  await fireEvent.pointerUp(getByTestId("sort-dearest"));
  await settle();
  expect([cards(), menu.getAttribute("aria-label")]).toEqual([["lake", "face", "dunes"], "Order: Most credits first"]);
  // So does who reads the page, once the grid rests.
  await vi.waitFor(() => expect(inPage()).toEqual(["lake", "face", "dunes"]));
});
