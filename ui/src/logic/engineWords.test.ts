import { afterEach, describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import * as m from "../paraglide/messages.js";
import { overwriteGetLocale } from "../paraglide/runtime.js";
import { engineWords, failureOf, sentence } from "./engineWords";

afterEach(() => overwriteGetLocale(() => "en"));
const full = made.error({ code: "diskFull", message: "The disk with /home/eva is full." });

describe("what the engine says", () => {
  it("is said as it is in English, the engine's own language", () => {
    expect(engineWords(full)).toEqual({ text: full.message, detail: null });
  });

  it("is said by its code in another language, with the English below where it says more", () => {
    overwriteGetLocale(() => "de");
    expect(engineWords(full)).toEqual({ text: m.error_diskFull(), detail: full.message });
    const plain = made.error({ code: "wrongKey", message: m.error_wrongKey({}, { locale: "en" }) });
    expect(engineWords(plain)).toEqual({ text: m.error_wrongKey(), detail: null });
  });

  it("never denies a charge in another language that there may be, or was", () => {
    overwriteGetLocale(() => "de");
    const said = (spent: "no" | "maybe" | "yes") => engineWords(made.error({ code: "offline", message: "", spent })).text;
    expect([said("no"), said("maybe"), said("yes")]).toEqual([m.error_offline(), m.error_outcomeUnknown(), `${m.error_offline()} ${m.error_paid()}`]);
  });

  it("says of a failed video that it was charged, and not that another try costs nothing", () => {
    overwriteGetLocale(() => "de");
    const message = `${m.error_videoFailed({}, { locale: "en" })} ${m.error_charged({}, { locale: "en" })}`;
    const failed = made.error({ code: "videoFailed", message, spent: "yes" });
    expect(engineWords(failed)).toEqual({ text: `${m.error_videoFailed()} ${m.error_charged()}`, detail: null });
  });

  it("against a choice is said by its code as well", () => {
    overwriteGetLocale(() => "fr");
    const objection = { field: "seconds" as const, code: "unknownLength" as const, message: "A does not make 7 s.", figures: null, blocks: true, asks: false };
    expect(engineWords(objection)).toEqual({ text: m.objection_unknownLength(), detail: "A does not make 7 s." });
  });

  it("against a choice is said whole where its figures come with it", () => {
    overwriteGetLocale(() => "de");
    const objection = { field: "price" as const, code: "notEnoughCredits" as const, message: "About 1500 credits are needed; you have 7.5.", blocks: true, asks: false };
    expect(engineWords({ ...objection, figures: { kind: "balance", needed: 1500, balance: 7.5 } })).toEqual({
      text: m.objection_balance({ needed: "1.500 Credits", balance: "7,5" }),
      detail: null,
    });
  });

  it("is told from what is no error of the engine's", () => {
    expect(failureOf(new Error("no channel"))).toMatchObject({ code: "internal", message: "no channel" });
    expect([sentence(full), sentence("odd")]).toEqual([full.message, "odd"]);
  });
});
