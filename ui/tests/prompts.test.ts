/** Prompts that were used, and presets. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Preset } from "../src/bindings/Preset";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const tray = [made.photo("p1"), made.photo("p2")];
const used = [
  { prompt: "clouds drift", negativePrompt: "people", usedAt: 20, uses: 2 },
  { prompt: "waves roll", negativePrompt: "", usedAt: 10, uses: 1 },
];

/** The window, over an engine that keeps presets. */
async function opened(first: Preset[] = [made.preset("calm", { name: "Calm", text: "everything is still" })], commands = {}) {
  let presets = first;
  const listPrompts = vi.fn(async (search: string, _limit: number) => used.filter((each) => each.prompt.includes(search)));
  const savePreset = vi.fn(async (id: string | null, kind: Preset["kind"], name: string, text: string) => {
    const preset = { id: id ?? "new", kind, name, text };
    return (presets = id ? presets.map((each) => (each.id === id ? preset : each)) : [preset, ...presets]);
  });
  const deletePreset = vi.fn(async (id: string) => (presets = presets.filter((each) => each.id !== id)));
  const window = await open({ tray }, { listPrompts, listPresets: vi.fn(async () => presets), savePreset, deletePreset, ...commands });
  const show = async (page: "history" | "presets") => {
    await fireEvent.click(window.getByTestId("prompts"));
    await settle();
    if (page === "presets") await fireEvent.click(window.getByTestId("prompts-page-presets").querySelector("input") as HTMLInputElement);
    await settle();
  };
  return { ...window, listPrompts, savePreset, deletePreset, show };
}

const field = (id = "prompt") => document.getElementById(id) as HTMLTextAreaElement;
const ctrlH = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "H", ctrlKey: true, shiftKey: true });

describe("the history", () => {
  it("opens by key, takes a prompt with what was not wanted, and gives the focus to the field", async () => {
    const { getByTestId, getAllByTestId, queryByTestId, ipc } = await opened();
    field().focus();
    await ctrlH();
    await settle();
    expect(document.activeElement).toBe(getByTestId("prompts-search"));
    expect(getAllByTestId("prompts-used").map((row) => row.querySelector(".text")?.textContent)).toEqual(["clouds drift", "waves roll"]);
    await fireEvent.click(getAllByTestId("prompts-used")[0] as HTMLElement);
    await settle();
    expect(queryByTestId("prompts-list")).toBeNull();
    expect(ipc.quote.mock.lastCall?.[0]).toMatchObject({ prompt: "clouds drift", negativePrompt: "people" });
    expect(document.activeElement).toBe(field());
  });

  it("leaves what is not wanted alone where nothing was unwanted then", async () => {
    const { getByTestId, getAllByTestId, ipc, show } = await opened();
    await fireEvent.click(getByTestId("negative-toggle"));
    await fireEvent.input(field("negative"), { target: { value: "rain" } });
    await show("history");
    await fireEvent.click(getAllByTestId("prompts-used")[1] as HTMLElement);
    await settle();
    expect(ipc.quote.mock.lastCall?.[0]).toMatchObject({ prompt: "waves roll", negativePrompt: "rain" });
  });

  it("puts a prompt into the photo whose own prompt is written", async () => {
    const { getByTestId, getAllByTestId, ipc, show } = await opened();
    await fireEvent.click(getByTestId("own-prompt"));
    await show("history");
    await fireEvent.click(getAllByTestId("prompts-used")[0] as HTMLElement);
    await settle();
    expect(ipc.quote.mock.lastCall?.[2]).toEqual({ p1: "clouds drift" });
    expect(ipc.quote.mock.lastCall?.[0]).toMatchObject({ prompt: "slow push in", negativePrompt: "" });
  });

  it("is searched by the engine, and gone through with the arrow keys", async () => {
    const { getByTestId, getAllByTestId, listPrompts, show } = await opened();
    await show("history");
    await fireEvent.keyDown(getByTestId("prompts-search"), { key: "ArrowDown" });
    expect(document.activeElement).toBe(getAllByTestId("prompts-used")[0]);
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowDown" });
    expect(document.activeElement).toBe(getAllByTestId("prompts-used")[1]);
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowUp" });
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowUp" });
    expect(document.activeElement).toBe(getByTestId("prompts-search"));
    await fireEvent.input(getByTestId("prompts-search"), { target: { value: "waves" } });
    await vi.waitFor(() => expect(getAllByTestId("prompts-used")).toHaveLength(1));
    expect(listPrompts).toHaveBeenLastCalledWith("waves", expect.any(Number));
  });

  it("that is empty, or could not be read, says so", async () => {
    const listPrompts = vi.fn().mockResolvedValueOnce([]).mockRejectedValue(made.error({ message: "The library is busy." }));
    const { getByTestId, show } = await opened([], { listPrompts });
    await show("history");
    expect(getByTestId("prompts-empty").textContent).toBe("What you create with is listed here.");
    await fireEvent.input(getByTestId("prompts-search"), { target: { value: "x" } });
    await vi.waitFor(() => expect(getByTestId("prompts-error").textContent).toBe("The library is busy."));
  });

  it("is not opened while an effect decides", async () => {
    const { queryByTestId, getByTestId } = await open({ tray, spec: made.spec({ effect: "squish" }) });
    await ctrlH();
    await settle();
    expect(queryByTestId("prompts-list")).toBeNull();
    expect((getByTestId("prompts") as HTMLButtonElement).disabled).toBe(true);
  });
});

describe("a preset", () => {
  it("is made of what stands in the field, under a name that begins as its text does", async () => {
    const { getByTestId, findAllByTestId, queryByTestId, savePreset, show } = await opened();
    await show("history");
    await fireEvent.click(getByTestId("preset-new"));
    const name = getByTestId("preset-name") as HTMLInputElement;
    expect(name.value).toBe("slow push in");
    await fireEvent.input(name, { target: { value: " Push " } });
    await fireEvent.submit(name.form as HTMLFormElement);
    expect(savePreset).toHaveBeenCalledExactlyOnceWith(null, "prompt", "Push", "slow push in");
    expect((await findAllByTestId("preset")).map((row) => row.dataset.preset)).toEqual(["new", "calm"]);
    expect(queryByTestId("preset-new")).toBeNull();
  });

  it("is put in", async () => {
    const { getByTestId, ipc, show } = await opened();
    await show("presets");
    await fireEvent.click(getByTestId("preset"));
    await settle();
    expect(ipc.quote.mock.lastCall?.[0].prompt).toBe("everything is still");
  });

  it("is renamed, and a new name is left with Escape without closing the list", async () => {
    const { getByTestId, queryByTestId, savePreset, show } = await opened();
    await show("presets");
    await fireEvent.click(getByTestId("preset-rename"));
    await fireEvent.keyDown(getByTestId("preset-name"), { key: "Escape" });
    await settle();
    expect([queryByTestId("preset-name"), queryByTestId("prompts-list") !== null]).toEqual([null, true]);
    await fireEvent.click(getByTestId("preset-rename"));
    await fireEvent.input(getByTestId("preset-name"), { target: { value: "Still" } });
    await fireEvent.submit((getByTestId("preset-name") as HTMLInputElement).form as HTMLFormElement);
    await settle();
    expect(savePreset).toHaveBeenCalledExactlyOnceWith("calm", "prompt", "Still", "everything is still");
    expect(getByTestId("preset").textContent).toContain("Still");
  });

  it("is deleted, also by key, and can be brought back", async () => {
    const { getByTestId, queryByTestId, savePreset, deletePreset, show } = await opened();
    await show("presets");
    getByTestId("preset").focus();
    await fireEvent.keyDown(getByTestId("preset"), { key: "Delete" });
    await settle();
    expect(deletePreset).toHaveBeenCalledExactlyOnceWith("calm");
    expect([queryByTestId("preset"), document.activeElement]).toEqual([null, getByTestId("prompts-search")]);
    await fireEvent.click(getByTestId("preset-undo"));
    await settle();
    expect(savePreset).toHaveBeenCalledExactlyOnceWith(null, "prompt", "Calm", "everything is still");
    expect([getByTestId("preset").textContent, queryByTestId("preset-deleted")]).toEqual([expect.stringContaining("Calm"), null]);
  });

  it("that came with the program is put in, and neither renamed nor deleted", async () => {
    const { getByTestId, getAllByTestId, queryByTestId, deletePreset, ipc } = await opened();
    await fireEvent.click(getByTestId("negative-toggle"));
    await fireEvent.click(getByTestId("negative-presets"));
    await settle();
    const rows = getAllByTestId("preset");
    expect(rows).toHaveLength(5);
    expect([queryByTestId("preset-delete"), queryByTestId("preset-rename")]).toEqual([null, null]);
    rows[0]?.focus();
    await fireEvent.keyDown(rows[0] as HTMLElement, { key: "Delete" });
    await settle();
    expect(deletePreset).not.toHaveBeenCalled();
    await fireEvent.click(rows[1] as HTMLElement);
    await settle();
    expect(ipc.quote.mock.lastCall?.[0].negativePrompt).toContain("extra limbs");
    expect(document.activeElement).toBe(field("negative"));
  });

  it("that could not be kept says why, and the name stays to be tried again", async () => {
    const savePreset = vi.fn().mockRejectedValue(made.error({ message: "The disk is full." }));
    const { getByTestId, show } = await opened([], { savePreset });
    await show("presets");
    await fireEvent.click(getByTestId("preset-new"));
    await fireEvent.submit((getByTestId("preset-name") as HTMLInputElement).form as HTMLFormElement);
    await settle();
    expect(getByTestId("prompts-error").textContent).toBe("The disk is full.");
    expect(getByTestId("preset-name")).toBeTruthy();
  });
});
