/** What is done with one video or with several: keeping, tags, copies, deleting and bringing back. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, said, settle } from "./open";
import { numbered, openLibrary } from "./openLibrary";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(async () => {
  vi.useRealTimers();
  await close();
});

/** The library with the first ones selected. */
async function selecting(count: number, ...more: Parameters<typeof openLibrary>) {
  const window = await openLibrary(...more);
  for (let at = 0; at < count; at += 1) await fireEvent.click(window.getAllByTestId("card-select")[at] as Element);
  const click = async (name: string) => {
    await fireEvent.click(window.getByTestId(name));
    await settle();
  };
  return { ...window, click };
}

describe("several videos", () => {
  it("are kept together, and no more once all are", async () => {
    const { click, engine, getByTestId, ipc } = await selecting(3, numbered(5, (at) => ({ kept: at === 0 })));
    expect(getByTestId("selection-keep").textContent).toBe("Keep");
    await click("selection-keep");
    expect(ipc.keep).toHaveBeenLastCalledWith(["v1", "v2"], true);
    expect(engine.counts().kept).toBe(3);
    expect(getByTestId("selection-keep").textContent).toBe("Do not keep");
    await click("selection-keep");
    expect(ipc.keep).toHaveBeenLastCalledWith(["v0", "v1", "v2"], false);
  });

  it("are copied as far as they have a file, and it is said how many were", async () => {
    const saveCopies = vi.fn(async (ids: string[]) => ids.length);
    const { click, getByTestId } = await selecting(3, [made.video("making", { createdAt: 99 }), ...numbered(4)], { saveCopies });
    await click("selection-save");
    expect(saveCopies).toHaveBeenCalledExactlyOnceWith(["v0", "v1"]);
    expect(getByTestId("selection-said").textContent).toBe("2 copies were saved.");
  });

  it("say why something could not be done", async () => {
    const keep = vi.fn().mockRejectedValue(made.error({ message: "The disk is full." }));
    const { click, getByTestId } = await selecting(2, numbered(3), { keep });
    await click("selection-keep");
    expect(getByTestId("selection-error").textContent).toBe("The disk is full.");
  });
});

describe("tags", () => {
  const rows = (window: Awaited<ReturnType<typeof selecting>>) =>
    window.getAllByTestId("tags-row").map((row) => {
      const box = row.querySelector("input") as HTMLInputElement;
      return `${row.querySelector(".name")?.textContent}: ${box.indeterminate ? "some" : box.checked ? "all" : "none"}`;
    });

  it("are ticked for all of the selected videos", async () => {
    const window = await selecting(2, numbered(4, (at) => ({ tags: at === 0 ? ["client"] : at === 3 ? ["lake"] : [] })));
    await window.click("selection-tags");
    expect(rows(window)).toEqual(["client: some", "lake: none"]);
    await fireEvent.click(window.getAllByTestId("tags-box")[0] as Element);
    await settle();
    expect(window.ipc.tag).toHaveBeenCalledExactlyOnceWith(["v1"], "client", true);
    expect(rows(window)).toEqual(["client: all", "lake: none"]);
  });

  it("are added by writing them, and a known one is not written a second way", async () => {
    const window = await selecting(1, numbered(4, (at) => ({ tags: at === 3 ? ["Lake"] : [] })));
    await window.click("selection-tags");
    const write = async (text: string) => {
      await fireEvent.input(window.getByTestId("tags-field"), { target: { value: text } });
      await fireEvent.keyDown(window.getByTestId("tags-field"), { key: "Enter" });
      await settle();
    };
    await write(" sunset ");
    await write("lake");
    expect(window.ipc.tag.mock.calls).toEqual([[["v0"], "sunset", true], [["v0"], "Lake", true]]);
    expect(window.engine.find("v0").tags).toEqual(["Lake", "sunset"]);
  });

  it("are not added by the Enter that ends the composing of a word", async () => {
    const window = await selecting(1, numbered(2));
    await window.click("selection-tags");
    const field = window.getByTestId("tags-field") as HTMLInputElement;
    await fireEvent.input(field, { target: { value: "うみ" } });
    await fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    await fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    await fireEvent.keyDown(field, { key: "Escape", isComposing: true });
    await settle();
    expect([window.ipc.tag.mock.calls.length, field.value, field.isConnected]).toEqual([0, "うみ", true]);
    await fireEvent.keyDown(field, { key: "Enter" });
    await settle();
    expect(window.ipc.tag).toHaveBeenCalledExactlyOnceWith(["v0"], "うみ", true);
  });

  it("of one card are in its menu, and the focus comes back to it", async () => {
    const { getAllByTestId, getByTestId, queryByTestId, click } = await selecting(0, numbered(2));
    const menu = getAllByTestId("card-menu")[1] as HTMLElement;
    menu.focus();
    await fireEvent.click(menu);
    await settle();
    await fireEvent.pointerUp(getByTestId("card-tags"));
    await vi.waitFor(() => expect(queryByTestId("tags-panel")).not.toBeNull());
    await fireEvent.input(getByTestId("tags-field"), { target: { value: "new" } });
    await click("tags-add");
    await fireEvent.keyDown(document.activeElement as Element, { key: "Escape" });
    await vi.waitFor(() => expect([queryByTestId("tags-panel"), document.activeElement]).toEqual([null, menu]));
  });
});

describe("deleting", () => {
  it("here is undone by a button, and a screen reader is told both", async () => {
    const { key, getAllByTestId, click, cards, getByTestId, queryByTestId } = await selecting(0, numbered(3));
    getAllByTestId("card")[1]?.focus();
    await key("Delete");
    expect(getByTestId("delete-undo").textContent).toBe("You can undo this for 10 seconds.");
    await click("delete-confirm");
    expect([cards(), getByTestId("toast-text").textContent]).toEqual([["v0", "v2"], "Deleted “slow push in”."]);
    expect(said()).toBe("Deleted “slow push in”. It can be undone for some seconds.");
    await click("toast-undo");
    expect([cards(), queryByTestId("toast"), said()]).toEqual([["v0", "v1", "v2"], null, "The video is back."]);
  });

  it("of several asks once with numbers, and is undone as one", async () => {
    const videos = [made.video("making", { createdAt: 99, status: { kind: "sending" } }), ...numbered(4, (at) => ({ kept: at === 0 }))];
    const { click, getByTestId, cards, ipc, key, queryByTestId } = await selecting(4, videos);
    await click("selection-delete");
    const dialog = getByTestId("delete").textContent;
    expect(dialog).toContain("Delete 4 videos?");
    expect(dialog).toContain("One of them is marked as kept.");
    expect(dialog).toContain("One is being made and paid for. It stays");
    expect(getByTestId("delete-confirm").textContent).toBe("Delete 3 videos");
    await click("delete-confirm");
    expect(ipc.deleteVideos).toHaveBeenCalledExactlyOnceWith(["v0", "v1", "v2"], "here");
    expect([cards(), queryByTestId("selection"), getByTestId("toast-text").textContent]).toEqual([["making", "v3"], null, "Deleted 3 videos."]);
    await key("z", { ctrlKey: true });
    expect(ipc.restore).toHaveBeenCalledExactlyOnceWith(["v0", "v1", "v2"]);
    expect(cards()).toEqual(["making", "v0", "v1", "v2", "v3"]);
  });

  it("at the service says that it is final, and offers no undo", async () => {
    const videos = [made.video("failed", { createdAt: 99, status: { kind: "failed", error: made.error() } }), ...numbered(2)];
    const { click, getByTestId, ipc, queryByTestId } = await selecting(2, videos);
    await click("selection-delete");
    await fireEvent.click(getByTestId("delete-both").querySelector("input") as Element);
    expect(getByTestId("delete-undo").textContent).toBe("This cannot be undone.");
    await click("delete-confirm");
    expect(ipc.deleteVideos.mock.calls).toEqual([[["v0"], "both"], [["failed"], "here"]]);
    expect(queryByTestId("toast")).toBeNull();
  });

  it("can be undone for ten seconds, and longer while somebody is at the notice", async () => {
    const { key, getAllByTestId, click, getByTestId, queryByTestId } = await selecting(0, numbered(3));
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const remove = async () => {
      getAllByTestId("card")[0]?.focus();
      await key("Delete");
      await click("delete-confirm");
    };
    await remove();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(queryByTestId("toast")).toBeNull();
    await remove();
    await fireEvent.pointerEnter(getByTestId("toast"));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(queryByTestId("toast")).not.toBeNull();
    await fireEvent.pointerLeave(getByTestId("toast"));
    await settle();
    expect(queryByTestId("toast")).toBeNull();
  });

  it("of what was never delivered is offered, and is undone by itself when it comes after all", async () => {
    const overdue = made.video("late", { createdAt: 99, status: { kind: "queued", since: 0, usual: null }, overdue: true });
    const { key, getAllByTestId, click, getByTestId, queryByTestId, engine, cards } = await selecting(0, [overdue, ...numbered(1)]);
    getAllByTestId("card")[0]?.focus();
    await key("Delete");
    expect(getByTestId("delete-consequence").textContent).toContain("It is paid for, and Akool has not delivered it.");
    await click("delete-confirm");
    expect([cards(), getByTestId("toast-text").textContent]).toEqual([["v0"], "Deleted “slow push in”."]);
    engine.restore(["late"]);
    await settle();
    expect([cards(), queryByTestId("toast")]).toEqual([["late", "v0"], null]);
    for (const box of getAllByTestId("card-select")) await fireEvent.click(box);
    await click("selection-delete");
    expect([getByTestId("delete-alone").textContent, queryByTestId("delete-staying")]).toEqual(["What is still not here after 7 days stays. It can be deleted by itself.", null]);
    expect(getByTestId("delete-confirm").textContent).toBe("Delete");
  });

  it("says when it is too late to undo it", async () => {
    const restore = vi.fn().mockRejectedValue(made.error({ code: "notFound", message: "It is too late: the video is gone." }));
    const { key, getAllByTestId, click, getByTestId, queryByTestId } = await selecting(0, numbered(3), { restore });
    getAllByTestId("card")[0]?.focus();
    await key("Delete");
    await click("delete-confirm");
    await click("toast-undo");
    expect([getByTestId("toast-text").textContent, said()]).toEqual(["It is too late: the video is gone.", "It is too late: the video is gone."]);
    await click("toast-dismiss");
    expect(queryByTestId("toast")).toBeNull();
  });

  it("leaves undoing to the field in which somebody writes", async () => {
    const { key, getAllByTestId, click, getByTestId, ipc } = await selecting(0, numbered(3));
    getAllByTestId("card")[0]?.focus();
    await key("Delete");
    await click("delete-confirm");
    getByTestId("prompt").focus();
    await key("z", { ctrlKey: true });
    expect(ipc.restore).not.toHaveBeenCalled();
  });

  it("goes on at the card that stands in the place of the deleted one", async () => {
    const { key, getAllByTestId, click, focused } = await selecting(0, numbered(3));
    getAllByTestId("card")[1]?.focus();
    await key("Delete");
    await click("delete-confirm");
    await vi.waitFor(() => expect(focused()).toBe("v2"));
  });
});
