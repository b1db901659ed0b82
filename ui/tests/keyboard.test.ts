/** The keyboard's place: one stop for the tray, and never at the top of the window because something went. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Snapshot } from "../src/bindings/Snapshot";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

describe("the tray", () => {
  const names = ["p1", "p2", "p3"];
  const focused = () => (document.activeElement as HTMLElement | null)?.dataset.photo;
  const key = (name: string) => fireEvent.keyDown(document.activeElement as Element, { key: name });

  async function opened() {
    let tray = names.map((name) => made.photo(name));
    const removeFromTray = vi.fn(async (gone: string[]) => (tray = tray.filter((photo) => !gone.includes(photo.id))));
    const window = await open({ tray }, { removeFromTray });
    const photos = () => window.getAllByTestId("tray-photo");
    photos()[0]?.focus();
    return { ...window, photos, removeFromTray };
  }

  it("is one stop for the Tab key, and arrows go through it", async () => {
    const { photos, getByTestId } = await opened();
    const stops = () => photos().filter((photo) => photo.tabIndex === 0).map((photo) => photo.dataset.photo);
    expect(stops()).toEqual(["p1"]);
    await key("ArrowRight");
    expect([focused(), stops(), getByTestId("photo-badge").textContent]).toEqual(["p2", ["p2"], expect.stringContaining("p2.jpg")]);
    await key("End");
    await key("ArrowRight");
    expect(focused()).toBe("p3");
    await key("Home");
    expect(focused()).toBe("p1");
  });

  it("loses a photo to the Delete key, and the focus goes to its neighbour", async () => {
    const { removeFromTray, getByTestId } = await opened();
    await key("ArrowRight");
    await key("Delete");
    await settle();
    expect(removeFromTray).toHaveBeenCalledExactlyOnceWith(["p2"]);
    expect(focused()).toBe("p3");
    await key("Delete");
    await settle();
    expect(focused()).toBe("p1");
    await key("Backspace");
    await settle();
    expect(document.activeElement).toBe(getByTestId("choose-photos"));
  });

  it("keeps its keys for a letter that means nothing here", async () => {
    const { removeFromTray } = await opened();
    await key("x");
    expect([focused(), removeFromTray.mock.calls.length]).toEqual(["p1", 0]);
  });
});

describe("a card", () => {
  const failed = (id: string, createdAt: number) => made.video(id, { createdAt, status: { kind: "failed", error: made.error() } });
  const page = (...videos: ReturnType<typeof made.video>[]): Partial<Snapshot> => ({
    page: { videos, total: videos.length }, counts: made.counts({ all: videos.length }),
  });
  /** Which card itself has the focus, and not something in it. */
  const focused = () => (document.activeElement?.matches(".card") ? (document.activeElement as HTMLElement).dataset.video : undefined);

  it("whose button goes keeps the focus, on what costs nothing", async () => {
    const { getByTestId, tell } = await open(page(failed("v", 1)), { retry: vi.fn(async () => []) });
    const button = getByTestId("card-act-retry");
    button.focus();
    await fireEvent.click(button);
    tell({ type: "video", video: made.video("v", { createdAt: 1 }), counts: made.counts({ all: 1 }) });
    await settle();
    expect(focused()).toBe("v");
  });

  it("that leaves the list hands the focus to the one in its place", async () => {
    const { getAllByTestId, tell } = await open(page(failed("a", 3), failed("b", 2), failed("c", 1)));
    getAllByTestId("card-act-retry")[1]?.focus();
    tell({ type: "removed", video: "b", counts: made.counts({ all: 2 }) });
    await settle();
    expect(focused()).toBe("c");
  });

  it("does not take the focus from elsewhere", async () => {
    const { getByTestId, tell } = await open(page(failed("v", 1)));
    getByTestId("prompt").focus();
    tell({ type: "video", video: made.video("v", { createdAt: 1 }), counts: made.counts({ all: 1 }) });
    await settle();
    expect(document.activeElement).toBe(getByTestId("prompt"));
  });
});
