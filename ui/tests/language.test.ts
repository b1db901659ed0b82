/** The language of the window: chosen, followed, and changed in the middle of work. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as m from "../src/paraglide/messages.js";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} });
});
afterEach(close);

const speaking = (...tags: string[]) => vi.spyOn(navigator, "languages", "get").mockReturnValue(tags);

describe("the window speaks", () => {
  it("as the system does, unless told otherwise", async () => {
    speaking("de-AT", "en");
    const { getByTestId } = await open();
    expect([getByTestId("settings").textContent, document.documentElement.lang]).toEqual(["Einstellungen", "de"]);
  });

  it("the language that was chosen", async () => {
    const { getByTestId } = await open({}, {}, true, made.settings({ language: "fr" }));
    expect([getByTestId("settings").textContent, document.documentElement.lang]).toEqual(["Réglages", "fr"]);
  });

  it("English where a message has no translation yet, and where it knows none of the system's languages", async () => {
    speaking("sv");
    const { getByTestId } = await open();
    expect([getByTestId("settings").textContent, document.documentElement.lang]).toEqual(["Settings", "en"]);
  });

  it("another language at once, and what was typed stays", async () => {
    const setLanguage = vi.fn(async (language: string) => made.settings({ language }));
    const { getByTestId, findByTestId, ipc } = await open({ tray: [made.photo("p")] }, { setLanguage });
    await fireEvent.input(getByTestId("prompt"), { target: { value: "the tide comes in" } });
    await fireEvent.click(getByTestId("settings"));
    await fireEvent.input(await findByTestId("limit-day"), { target: { value: "77" } });
    getByTestId("language").focus();
    await fireEvent.keyDown(getByTestId("language"), { key: "Enter" });
    const option = await findByTestId("language-option-ja");
    expect(option.textContent).toContain("日本語");
    await fireEvent.pointerUp(option);
    await settle();
    expect(ipc.setLanguage).toHaveBeenCalledExactlyOnceWith("ja");
    expect([getByTestId("settings").textContent, document.documentElement.lang]).toEqual(["設定", "ja"]);
    expect([(getByTestId("prompt") as HTMLTextAreaElement).value, (getByTestId("limit-day") as HTMLInputElement).value]).toEqual(["the tide comes in", "77"]);
  });

  it("what the engine says by its code, with the engine's English marked as such", async () => {
    const objection = { field: "seconds" as const, code: "unknownLength" as const, message: "A does not make 7 s. It makes 5, 10 s.", figures: null, blocks: true, asks: false };
    const quote = async () => made.quote({ objections: [objection] });
    const { findByTestId } = await open({ tray: [made.photo("p")] }, { quote }, true, made.settings({ language: "de" }));
    const said = await findByTestId("objection-unknownLength");
    expect([said.firstChild?.textContent, said.querySelector("[lang=en]")?.textContent]).toEqual([m.objection_unknownLength({}, { locale: "de" }), objection.message]);
  });

  it("the language of last time before it knows the settings", async () => {
    await open({}, {}, true, made.settings({ language: "ko" }));
    await close();
    let begin: () => void = () => undefined;
    const asked = new Promise<void>((done) => (begin = done));
    const window = open({}, { start: () => asked.then(() => Promise.reject(new Error("closed"))) });
    window.catch(() => undefined);
    await vi.waitFor(() => expect(document.body.textContent).toContain("라이브러리를 여는 중"));
    begin();
    await expect(window).rejects.toThrow();
  });
});
