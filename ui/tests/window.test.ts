import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, said, settle } from "./open";

// Compiling the window for the first time takes its time on a busy machine; no test is to pay for it.
beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const tray = [made.photo("p1"), made.photo("p2")];

describe("the composer", () => {
  it("offers only what the model can do", async () => {
    const { getByTestId, queryByTestId } = await open({ tray });
    expect(queryByTestId("resolution-720p")).not.toBeNull();
    expect(queryByTestId("resolution-1080p")).toBeNull();
    expect((getByTestId("sound-ai").querySelector("input") as HTMLInputElement).disabled).toBe(true);
    expect(getByTestId("sound-reason").textContent).toBe("This model makes no sound.");
    expect((getByTestId("end-frame") as HTMLButtonElement).disabled).toBe(true);
    expect(getByTestId("end-frame").textContent).toContain("Not with this model");
  });

  it("says that the list of models goes on where it is longer than its place, and only there", async () => {
    const models = [made.model({ value: "a" }), made.model({ value: "b" })];
    const { getByTestId, findByTestId, queryByTestId } = await open({ tray, models }, { listModels: vi.fn(async () => models) });
    const opened = async () => {
      getByTestId("model").focus();
      await fireEvent.keyDown(getByTestId("model"), { key: "Enter" });
      await findByTestId("model-list");
      await settle();
    };
    await opened();
    expect(queryByTestId("model-more")).toBeNull();
    await fireEvent.pointerUp(getByTestId("model-option-b"));
    await settle();
    vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(9000);
    document.body.append(Object.assign(document.createElement("style"), { textContent: "[data-select-viewport] { padding-top: 0px }" }));
    await opened();
    expect(getByTestId("model-more")).toBeTruthy();
  });

  it("asks for the price of what is chosen", async () => {
    const { getByTestId, ipc } = await open({ tray });
    await fireEvent.click(getByTestId("seconds-10"));
    await fireEvent.click(getByTestId("count-plus"));
    await fireEvent.input(getByTestId("prompt"), { target: { value: "pan left" } });
    await settle();
    expect(ipc.quote.mock.lastCall).toEqual([made.spec({ seconds: 10, count: 2, prompt: "pan left" }), ["p1", "p2"], {}]);
  });

  it("lists refused pictures, one sentence each, until they are dismissed", async () => {
    const refused = [{ name: "x.avif", error: made.error({ message: "AVIF is not understood." }) }];
    const { getByTestId, queryByTestId } = await open({ tray }, { pickPhotos: vi.fn(async () => made.imported({ refused })) });
    await fireEvent.click(getByTestId("tray-add"));
    await settle();
    expect(getByTestId("refused-photo").textContent).toBe("x.avif AVIF is not understood.");
    await fireEvent.click(getByTestId("refused-dismiss"));
    expect(queryByTestId("refused")).toBeNull();
  });

  it("takes several pasted pictures in as one batch", async () => {
    const importBytes = vi.fn(async () => made.imported());
    await open({}, { importBytes });
    const files = [new File(["a"], "a.png", { type: "image/png" }), new File(["bb"], "b.jpg", { type: "image/jpeg" })];
    const clipboardData = { files, items: [], types: ["Files"] };
    await fireEvent(window, Object.assign(new Event("paste", { cancelable: true }), { clipboardData }));
    expect(importBytes).toHaveBeenCalledTimes(1);
    expect((importBytes.mock.lastCall as unknown as [File[]])[0].map((file) => file.name)).toEqual(["a.png", "b.jpg"]);
  });

  it("opens the dialog for photos once, however often it is asked for", async () => {
    const pickPhotos = vi.fn(() => new Promise<never>(() => undefined));
    const { getByTestId } = await open({ tray }, { pickPhotos });
    await fireEvent.click(getByTestId("tray-add"));
    await fireEvent.click(getByTestId("tray-add"));
    expect(pickPhotos).toHaveBeenCalledTimes(1);
  });

  it("says beside the fields why models and effects could not be listed, and asks again when asked", async () => {
    const offline = made.error({ code: "offline", message: "Akool could not be reached." });
    const listModels = vi.fn().mockRejectedValueOnce(offline).mockResolvedValue([made.model({ label: "Fresh" })]);
    const listEffects = vi.fn().mockRejectedValueOnce(offline).mockResolvedValue([]);
    const { getByTestId, queryByTestId } = await open({ tray }, { listModels, listEffects });
    expect(getByTestId("models-error").textContent).toContain("Akool could not be reached.");
    expect(getByTestId("effects-error")).toBeTruthy();
    getByTestId("models-error-again").focus();
    await fireEvent.click(getByTestId("models-error-again"));
    await settle();
    expect(document.activeElement).toBe(getByTestId("model"));
    expect([queryByTestId("models-error"), queryByTestId("effects-error")]).toEqual([null, null]);
    expect(getByTestId("model").textContent).toContain("Fresh");
  });

  it("has the effects as last listed at once", async () => {
    const effects = [made.effect("fly", { name: "Fly away" })];
    const { getByTestId } = await open({ tray, effects, spec: made.spec({ effect: "fly" }) }, { listEffects: vi.fn(() => new Promise<never>(() => undefined)) });
    expect(getByTestId("effect").textContent).toContain("Fly away");
  });

  it("offers to crop what is too wide, and to undo that", async () => {
    const acceptCrop = vi.fn(async () => made.photo("cut"));
    const undoCrop = vi.fn(async () => undefined);
    const dismissOffer = vi.fn(async () => undefined);
    const { getByTestId, queryByTestId, tell } = await open({ offers: [made.offer("wide")] }, { acceptCrop, undoCrop, dismissOffer });
    expect(queryByTestId("drop-zone")).not.toBeNull();
    expect(getByTestId("offers-text").textContent).toContain("One picture is too wide or too tall");
    expect(getByTestId("tray-offer").title).toBe("wide.jpg is 9000 × 2000. Crop it to its middle, 4980 × 2000");
    await fireEvent.click(getByTestId("tray-offer"));
    expect(acceptCrop).toHaveBeenCalledWith("wide");
    tell({ type: "trayAdded", photos: [made.photo("cut")] });
    tell({ type: "offers", offers: [made.offer("wide", { photo: "cut" })] });
    await settle();
    expect(queryByTestId("tray-offer")).toBeNull();
    await fireEvent.click(getByTestId("undo-crop"));
    expect(undoCrop).toHaveBeenCalledWith("cut");
    tell({ type: "tray", photos: [] });
    tell({ type: "offers", offers: [made.offer("wide")] });
    await settle();
    await fireEvent.click(getByTestId("offer-dismiss"));
    expect(dismissOffer).toHaveBeenCalledWith("wide");
  });

  it("counts while it takes in a folder, and can be stopped", async () => {
    const cancelImport = vi.fn(async () => undefined);
    const pickPhotoFolder = vi.fn(async () => made.imported({ others: 3 }));
    const { getByTestId, queryByTestId, tell } = await open({}, { cancelImport, pickPhotoFolder });
    await fireEvent.click(getByTestId("choose-photo-folder"));
    tell({ type: "importing", done: 12, total: 500, refused: [], others: 2 });
    await settle();
    expect(getByTestId("importing").textContent).toBe("Preparing photos: 12 of 500");
    await fireEvent.click(getByTestId("import-cancel"));
    expect(cancelImport).toHaveBeenCalledTimes(1);
    tell({ type: "importing", done: 40, total: 40, refused: [], others: 1 });
    await settle();
    expect(queryByTestId("importing")).toBeNull();
    expect(getByTestId("refused-others").textContent).toContain("3 files");
    expect(queryByTestId("refused")).toBeNull();
  });

  it("lets the shell look at pasted text, but not at what is pasted into a field", async () => {
    const importClipboard = vi.fn(async () => made.imported());
    const importBytes = vi.fn(async () => made.imported());
    const { getByTestId } = await open({ tray }, { importClipboard, importBytes });
    const paste = (target: Element, clipboardData: object = { files: [], items: [], types: ["text/plain"] }) => {
      const event = new Event("paste", { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData });
      target.dispatchEvent(event);
    };
    paste(getByTestId("prompt"));
    await settle();
    expect(importClipboard).not.toHaveBeenCalled();
    // An office program gives a picture of the text along.
    const picture = new File(["png"], "image.png", { type: "image/png" });
    paste(getByTestId("prompt"), { files: [picture], items: [], types: ["text/plain", "text/html", "Files"] });
    await settle();
    expect(importBytes).not.toHaveBeenCalled();
    paste(getByTestId("prompt"), { files: [picture], items: [], types: ["Files"] });
    await settle();
    expect(importBytes).toHaveBeenCalledTimes(1);
    paste(document.body);
    await settle();
    expect(importClipboard).toHaveBeenCalledTimes(1);
  });
});

/** Opens a menu and chooses from it. */
async function choose(menu: HTMLElement, name: string): Promise<void> {
  menu.focus();
  await fireEvent.click(menu);
  await settle();
  const item = document.querySelector(`[data-testid="${name}"]`) as HTMLElement;
  await fireEvent.pointerUp(item);
  await settle();
}

describe("the library", () => {
  const page = (...videos: ReturnType<typeof made.video>[]) => ({ page: { videos, total: videos.length }, counts: made.counts({ all: videos.length }) });

  it("shows each video's state as it changes", async () => {
    const { getByTestId, tell } = await open(page(made.video("v")));
    expect(getByTestId("card").dataset.state).toBe("waiting");
    tell({ type: "video", video: made.saved("v"), counts: made.counts({ all: 1, ready: 1 }) });
    await settle();
    expect(getByTestId("card").dataset.state).toBe("saved");
    expect(getByTestId("filter-ready").textContent).toContain("1");
  });

  it("looks for a lost request under the request's id, and says what came of it", async () => {
    const status = { kind: "unknown" as const, error: made.error(), lookup: "notLooked" as const };
    const find = vi.fn(async () => "unavailable" as const);
    const { getByTestId, findByTestId } = await open(page(made.video("v", { status })), { find });
    await fireEvent.click(getByTestId("card-act-find"));
    expect((await findByTestId("card-said")).textContent).toContain("gave no answer");
    expect(find).toHaveBeenCalledExactlyOnceWith("r-v");
  });

  it("sends again once, however often the button is clicked", async () => {
    const retry = vi.fn(async () => []);
    const status = { kind: "failed" as const, error: made.error() };
    const { getByTestId } = await open(page(made.video("v", { status })), { retry });
    const button = getByTestId("card-act-retry");
    await Promise.all([fireEvent.click(button), fireEvent.click(button)]);
    await settle();
    await fireEvent.click(button);
    // At the price that stood on the button, or not at all.
    expect(retry).toHaveBeenCalledExactlyOnceWith("v", 20, null);
  });

  it("shows what the service says as text, never as markup", async () => {
    const error = made.error({ message: "<img src=x>", service: { code: 1, message: "<b>bad</b>" } });
    const { getByTestId } = await open(page(made.video("v", { status: { kind: "failed", error } })));
    expect(getByTestId("card-veil").querySelector("img, b b")).toBeNull();
    expect(getByTestId("card-veil").textContent).toContain("<img src=x>");
    expect(getByTestId("card-veil").textContent).toContain("<b>bad</b>");
  });

  it("hints at the whole of what a card says, of which there may be more than it has room for", async () => {
    const error = made.error({ code: "outcomeUnknown", spent: "maybe", service: { code: 1, message: "upstream timed out" } });
    const { getByTestId } = await open(page(made.video("v", { status: { kind: "failed", error } })));
    const words = getByTestId("card-title").parentElement as HTMLElement;
    const said = [...words.children].map((part) => part.textContent);
    expect(said.length).toBeGreaterThan(2);
    expect(words.title.split("\n")).toEqual(said);
  });

  it("asks for the videos of a filter", async () => {
    const listVideos = vi.fn(async () => ({ videos: [made.video("m")], total: 1 }));
    const { getByTestId } = await open(page(made.saved("s")), { listVideos });
    await fireEvent.click(getByTestId("filter-making"));
    await vi.waitFor(() => expect(getByTestId("card").dataset.video).toBe("m"));
    expect(listVideos).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ filter: "making", search: "" }), 0, expect.any(Number));
  });

  it("says what holds the account and checks again when asked", async () => {
    const held = made.error({ code: "noCredits", message: "There are no credits left." });
    const account = { ...made.snapshot().account, held };
    const refreshAccount = vi.fn(async () => ({ ...account, held: null }));
    const { getByTestId, queryByTestId } = await open({ account }, { refreshAccount });
    expect(getByTestId("held").textContent).toContain("There are no credits left.");
    getByTestId("held-remedy").focus();
    await fireEvent.click(getByTestId("held-remedy"));
    await settle();
    expect(queryByTestId("held")).toBeNull();
    expect(document.activeElement).toBe(getByTestId("library"));
  });

  it("asks for models and effects again once what held the account is over", async () => {
    const account = made.snapshot().account;
    const { tell, ipc } = await open({ account: { ...account, held: made.error({ code: "offline" }) } });
    const asked = [ipc.listModels.mock.calls.length, ipc.listEffects.mock.calls.length] as const;
    tell({ type: "account", account: { ...account, balance: 3, held: made.error({ code: "offline" }) } });
    expect(ipc.listModels.mock.calls.length).toBe(asked[0]);
    tell({ type: "account", account });
    await settle();
    expect([ipc.listModels.mock.calls.length, ipc.listEffects.mock.calls.length]).toEqual([asked[0] + 1, asked[1] + 1]);
  });

  it("says what a check came to only while the same thing holds the account", async () => {
    const account = made.snapshot().account;
    const held = (message: string) => ({ ...account, held: made.error({ code: "noCredits", message }) });
    const refreshAccount = vi.fn().mockRejectedValue(made.error({ message: "Akool is being repaired." }));
    const { getByTestId, tell } = await open({ account: held("There are no credits left.") }, { refreshAccount });
    await fireEvent.click(getByTestId("held-remedy"));
    await settle();
    expect(getByTestId("held").textContent).toContain("Akool is being repaired.");
    tell({ type: "account", account });
    tell({ type: "account", account: held("There are no credits left again.") });
    await settle();
    expect(getByTestId("held").textContent).not.toContain("repaired");
  });

  it("tells a screen reader of a saved video by its effect's name, also of one that the filter hides", async () => {
    const video = made.video("v", { spec: made.spec({ effect: "squish" }) });
    const { getByTestId, queryByTestId, tell } = await open(page(video), { listVideos: vi.fn(async () => ({ videos: [], total: 0 })) });
    await fireEvent.click(getByTestId("filter-kept"));
    await settle();
    expect(queryByTestId("card")).toBeNull();
    tell({ type: "video", video: { ...made.saved("v"), spec: video.spec }, counts: made.counts({ all: 1 }) });
    await settle();
    expect(said()).toBe("Saved: Effect: <b>Squish</b>");
  });

  it("offers no key on a card where the environment holds it", async () => {
    const status = { kind: "waiting" as const, held: made.error({ code: "wrongKey" }) };
    const { queryByTestId } = await open(page(made.video("v", { status })), {}, false);
    expect(queryByTestId("card-act-connect")).toBeNull();
  });

  it("asks before deleting, and says by the video's name what it cannot undo", async () => {
    const status = { kind: "unknown" as const, error: made.error({ code: "outcomeUnknown", spent: "maybe" }), lookup: "notLooked" as const };
    const video = made.video("v", { status, spec: made.spec({ effect: "squish" }) });
    const { getByTestId, findByTestId } = await open(page(video));
    await choose(getByTestId("card-menu"), "card-delete");
    const dialog = await findByTestId("delete");
    expect(dialog.textContent).toContain("Effect: <b>Squish</b>");
    expect(dialog.textContent).toContain("It may have been charged. Once deleted, it can no longer be looked for.");
  });

  it("puts a video's settings and photos into the composer again", async () => {
    const spec = made.spec({ prompt: "pan left", seconds: 10, endFrame: "end" });
    const models = [made.model({ endFrame: true })];
    const addToTray = vi.fn(async () => [...tray, made.photo("p"), made.photo("end")]);
    const { getByTestId, findByTestId } = await open({ ...page(made.saved("v", { spec })), tray, models }, { addToTray });
    await choose(getByTestId("card-menu"), "card-reuse");
    await findByTestId("card-said");
    expect(addToTray).toHaveBeenCalledExactlyOnceWith(["p", "end"]);
    expect((getByTestId("prompt") as HTMLTextAreaElement).value).toBe("pan left");
    expect((getByTestId("seconds-10").querySelector("input") as HTMLInputElement).checked).toBe(true);
    expect(getByTestId("photo-badge").textContent).toContain("p.jpg");
  });

  it("says in the player that the file is missing, once the engine tells so", async () => {
    const { getByTestId, findByTestId, tell } = await open(page(made.saved("v")));
    await fireEvent.click(getByTestId("card-play"));
    const video = (await findByTestId("player-video")) as HTMLVideoElement;
    video.load = vi.fn();
    await fireEvent(video, new Event("error"));
    expect(video.load).toHaveBeenCalledTimes(1);
    const missing = made.saved("v", { file: { ...made.saved("v").file!, missing: true } });
    tell({ type: "video", video: missing, counts: made.counts({ all: 1 }) });
    await fireEvent(video, new Event("error"));
    expect((await findByTestId("player-error")).textContent).toContain("The file is not where it was saved.");
  });
});

describe("the settings", () => {
  it("say beside the field what could not be changed, and open the dialog for a folder once", async () => {
    const setTheme = vi.fn().mockRejectedValue(made.error({ message: "settings.toml cannot be written." }));
    const pickVideosFolder = vi.fn(() => new Promise<never>(() => undefined));
    const { getByTestId, findByTestId } = await open({}, { setTheme, pickVideosFolder });
    await fireEvent.click(getByTestId("settings"));
    const choice = await findByTestId("theme-light");
    await fireEvent.click(choice.querySelector("input") as HTMLInputElement);
    const error = await findByTestId("theme-error");
    expect(error.textContent).toBe("settings.toml cannot be written.");
    expect(error.closest("section")).toBe(getByTestId("theme").closest("section"));
    await fireEvent.click(getByTestId("choose-folder"));
    await fireEvent.click(getByTestId("choose-folder"));
    expect(pickVideosFolder).toHaveBeenCalledTimes(1);
  });
});

it("says why the library could not be opened, and opens it when asked again", async () => {
  const start = vi.fn().mockRejectedValue(made.error({ message: "The library is used by another program." }));
  const opening = open({}, { start });
  await vi.waitFor(() => expect(document.body.textContent).toContain("The library is used by another program."));
  start.mockResolvedValue({
    snapshot: made.snapshot(), media: "http://127.0.0.1:1/t", canConnect: false,
    settings: made.settings(),
  });
  await fireEvent.click(document.querySelector("button") as HTMLButtonElement);
  const { ipc, getByTestId } = await opening;
  expect(getByTestId("window")).toBeTruthy();
  expect(ipc.onStudio).toHaveBeenCalledTimes(1);
});
