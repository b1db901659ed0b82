/** Names of files and notifications, as they are set. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

async function opened(commands: Parameters<typeof open>[1]) {
  const window = await open({}, commands);
  await fireEvent.click(window.getByTestId("settings"));
  await settle();
  return window;
}

describe("file names", () => {
  const nameExample = () =>
    vi.fn(async (pattern: string) => (pattern.includes("{oops}") ? Promise.reject(made.error({ code: "badSpec", message: "There is no {oops}." })) : `<${pattern}>.mp4`));
  const setNames = () => vi.fn(async (pattern: string, sidecars: boolean) => made.settings({ names: { pattern, sidecars } }));

  it("show what they come to while they are written, and are kept by Save", async () => {
    const { getByTestId, ipc } = await opened({ nameExample: nameExample(), setNames: setNames() });
    const field = getByTestId("name-pattern") as HTMLInputElement;
    await fireEvent.input(field, { target: { value: "trip" } });
    field.setSelectionRange(4, 4);
    await fireEvent.click(getByTestId("name-word-date"));
    await settle();
    expect(field.value).toBe("trip {date}");
    expect(getByTestId("name-settings").textContent).toContain("For example “<trip {date}>.mp4”");
    await fireEvent.click(getByTestId("names-save"));
    await settle();
    expect(ipc.setNames).toHaveBeenCalledExactlyOnceWith("trip {date}", false);
    expect(getByTestId("names-saved")).toBeTruthy();
  });

  it("show what they come to in the language of the window, also when that changes", async () => {
    const nameExample = vi.fn().mockResolvedValueOnce("Strand.mp4").mockResolvedValueOnce("plage.mp4");
    const { getByTestId, ipc } = await opened({ nameExample, setLanguage: vi.fn(async (language: string) => made.settings({ language })) });
    expect([getByTestId("name-settings").textContent, ipc.nameExample.mock.calls]).toEqual([expect.stringContaining("Strand.mp4"), [["{photo} {prompt}"]]]);
    getByTestId("language").focus();
    await fireEvent.keyDown(getByTestId("language"), { key: "Enter" });
    await settle();
    await fireEvent.pointerUp(getByTestId("language-option-fr"));
    await settle();
    expect(getByTestId("name-settings").textContent).toContain("plage.mp4");
  });

  it("that make no name say why, and are not kept", async () => {
    const { getByTestId, findByTestId, ipc } = await opened({ nameExample: nameExample(), setNames: setNames() });
    await fireEvent.input(getByTestId("name-pattern"), { target: { value: "{oops}" } });
    expect((await findByTestId("name-fault")).textContent).toContain("There is no {oops}.");
    expect(getByTestId("name-pattern").getAttribute("aria-invalid")).toBe("true");
    await fireEvent.submit(getByTestId("name-pattern"));
    expect(ipc.setNames).not.toHaveBeenCalled();
  });

  it("leave the pattern that is kept alone when the settings beside a video are switched on", async () => {
    const { getByTestId, ipc } = await opened({ nameExample: nameExample(), setNames: setNames() });
    await fireEvent.input(getByTestId("name-pattern"), { target: { value: "half a thou" } });
    await fireEvent.click(getByTestId("sidecars"));
    expect(ipc.setNames).toHaveBeenCalledExactlyOnceWith("{photo} {prompt}", true);
  });
});

it("notifications are set at once, with a sound only where there are any", async () => {
  const setNotices = vi.fn(async (notices: ReturnType<typeof made.settings>["notices"]) => made.settings({ notices }));
  const { getByTestId, findByTestId, queryByTestId, ipc } = await opened({ setNotices });
  await fireEvent.click(getByTestId("notices-sound"));
  await settle();
  expect(ipc.setNotices).toHaveBeenLastCalledWith({ when: "all", sound: true });
  getByTestId("notices").focus();
  await fireEvent.keyDown(getByTestId("notices"), { key: "Enter" });
  await fireEvent.pointerUp(await findByTestId("notices-option-never"));
  await settle();
  expect(ipc.setNotices).toHaveBeenLastCalledWith({ when: "never", sound: true });
  expect(queryByTestId("notices-sound")).toBeNull();
});

describe("the licences of others' works", () => {
  it("are opened by the shell, and a copy without them says so", async () => {
    const openLicences = vi
      .fn()
      .mockResolvedValueOnce(undefined)
      .mockRejectedValueOnce(made.error({ code: "notFound", message: "This copy was not installed from a package." }));
    const { getByTestId, queryByTestId } = await opened({ openLicences });
    await fireEvent.click(getByTestId("licences"));
    await settle();
    expect(queryByTestId("licences-error")).toBeNull();
    await fireEvent.click(getByTestId("licences"));
    await settle();
    expect(getByTestId("licences-error").textContent).toContain("not installed from a package");
  });
});
