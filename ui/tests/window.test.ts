import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, settle } from "./open";

// Compiling the window for the first time takes its time on a busy machine; no test is to pay for it.
beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const tray = [made.photo("p1"), made.photo("p2")];
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
    expect((button as HTMLButtonElement).disabled).toBe(true);
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

  it("is refused with the reason beside its field", async () => {
    const objection = { field: "prompt" as const, code: "noPrompt" as const, message: "Say what should happen.", blocks: true };
    const { getByTestId, ipc } = await open({ tray }, { quote: vi.fn(async () => made.quote({ objections: [objection] })) });
    expect((getByTestId("create") as HTMLButtonElement).disabled).toBe(true);
    expect(getByTestId("prompt").closest(".field")?.textContent).toContain("Say what should happen.");
    await ctrlEnter();
    await settle();
    expect(ipc.create).not.toHaveBeenCalled();
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
});

describe("the composer", () => {
  it("offers only what the model can do", async () => {
    const { getByTestId, queryByTestId } = await open({ tray });
    expect(queryByTestId("resolution-720p")).not.toBeNull();
    expect(queryByTestId("resolution-1080p")).toBeNull();
    expect(queryByTestId("sound")).toBeNull();
    expect((getByTestId("end-frame") as HTMLButtonElement).disabled).toBe(true);
  });

  it("asks for the price of what is chosen", async () => {
    const { getByTestId, ipc } = await open({ tray });
    await fireEvent.click(getByTestId("seconds-10"));
    await fireEvent.click(getByTestId("count-plus"));
    await fireEvent.input(getByTestId("prompt"), { target: { value: "pan left" } });
    await settle();
    expect(ipc.quote.mock.lastCall).toEqual([made.spec({ seconds: 10, count: 2, prompt: "pan left" }), ["p1", "p2"]]);
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
    await fireEvent.click(getByTestId("choose-folder"));
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
    const { getByTestId } = await open({ tray }, { importClipboard });
    const paste = (target: Element) => {
      const event = new Event("paste", { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { files: [], items: [], types: ["text/plain"] } });
      target.dispatchEvent(event);
    };
    paste(getByTestId("prompt"));
    await settle();
    expect(importClipboard).not.toHaveBeenCalled();
    paste(document.body);
    await settle();
    expect(importClipboard).toHaveBeenCalledTimes(1);
  });

  it("shows where to drop while files hover over the window", async () => {
    const { drag, queryByTestId } = await open();
    drag("over");
    await settle();
    expect(queryByTestId("drop-overlay")).not.toBeNull();
    drag("left");
    await settle();
    expect(queryByTestId("drop-overlay")).toBeNull();
  });
});

describe("the library", () => {
  const page = (...videos: ReturnType<typeof made.video>[]) => ({ page: { videos, more: false }, counts: made.counts({ all: videos.length }) });

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
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it("shows what the service says as text, never as markup", async () => {
    const error = made.error({ message: "<img src=x>", service: { code: 1, message: "<b>bad</b>" } });
    const { getByTestId } = await open(page(made.video("v", { status: { kind: "failed", error } })));
    expect(getByTestId("card-veil").querySelector("img, b b")).toBeNull();
    expect(getByTestId("card-veil").textContent).toContain("<img src=x>");
    expect(getByTestId("card-veil").textContent).toContain("<b>bad</b>");
  });

  it("asks for the videos of a filter", async () => {
    const listVideos = vi.fn(async () => ({ videos: [made.video("m")], more: false }));
    const { getByTestId, findByTestId } = await open(page(made.saved("s")), { listVideos });
    await fireEvent.click(getByTestId("filter-making"));
    expect((await findByTestId("card")).dataset.video).toBe("m");
    expect(listVideos).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ filter: "making", after: null }));
  });

  it("says what holds the account and checks again when asked", async () => {
    const held = made.error({ code: "noCredits", message: "There are no credits left." });
    const account = { ...made.snapshot().account, held };
    const refreshAccount = vi.fn(async () => ({ ...account, held: null }));
    const { getByTestId, queryByTestId } = await open({ account }, { refreshAccount });
    expect(getByTestId("held").textContent).toContain("There are no credits left.");
    await fireEvent.click(getByTestId("held-remedy"));
    await settle();
    expect(queryByTestId("held")).toBeNull();
  });
});

describe("the settings", () => {
  const account = { ...made.snapshot().account, name: "Demo", isDemo: true };
  const akool = { ...account, name: "Akool", isDemo: false };

  it("try a key, say in place why it is refused, and forget it once it is accepted", async () => {
    const connect = vi.fn().mockRejectedValueOnce(made.error({ message: "Akool does not accept this key." })).mockResolvedValue(akool);
    const { getByTestId, findByTestId } = await open({ account }, { connect });
    await fireEvent.click(getByTestId("connect-akool"));
    const field = (await findByTestId("key")) as HTMLInputElement;
    await fireEvent.input(field, { target: { value: "wrong" } });
    await fireEvent.click(getByTestId("connect"));
    expect((await findByTestId("connect-error")).textContent).toBe("Akool does not accept this key.");
    await fireEvent.input(field, { target: { value: " right " } });
    await fireEvent.click(getByTestId("connect"));
    await findByTestId("connected");
    expect(connect).toHaveBeenLastCalledWith("right");
    expect(field.value).toBe("");
    expect(getByTestId("account").textContent).toContain("Akool");
  });

  it("offer no key where the environment names the account", async () => {
    const { getByTestId, findByTestId, queryByTestId } = await open({ account: akool }, {}, false);
    expect(queryByTestId("connect-akool")).toBeNull();
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    expect(queryByTestId("key")).toBeNull();
  });
});

it("says why the library could not be opened, and opens it when asked again", async () => {
  const start = vi.fn().mockRejectedValue(made.error({ message: "The library is used by another program." }));
  const opening = open({}, { start });
  await vi.waitFor(() => expect(document.body.textContent).toContain("The library is used by another program."));
  start.mockResolvedValue({
    snapshot: made.snapshot(), media: "http://127.0.0.1:1/t", canConnect: false,
    settings: { theme: "dark", videosFolder: "~", host: null, keyStorage: "none", version: "1" },
  });
  await fireEvent.click(document.querySelector("button") as HTMLButtonElement);
  const { ipc, getByTestId } = await opening;
  expect(getByTestId("window")).toBeTruthy();
  expect(ipc.onStudio).toHaveBeenCalledTimes(1);
});
