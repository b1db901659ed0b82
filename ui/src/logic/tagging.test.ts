import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { offered } from "./tagging";

const known = [{ value: "beach", label: "beach", count: 12 }, { value: "Client A", label: "Client A", count: 3 }];
const videos = [made.saved("a", { tags: ["dawn", "beach"] }), made.saved("b", { tags: ["dawn"] })];
const names = (text: string, of = videos) => offered(known, of, text).rows.map((row) => row.tag);

describe("the tags on offer", () => {
  it("are those of the videos, and then those of the library", () => expect(names("")).toEqual(["beach", "dawn", "Client A"]));

  it("say how many of the videos have each", () => {
    expect(offered(known, videos, "").rows.map((row) => [row.has, row.count])).toEqual([["some", 12], ["all", 0], ["none", 3]]);
  });

  it("are those in which the text is found, in any case", () => expect(names("CLI")).toEqual(["Client A"]));
});

describe("what is typed", () => {
  const typed = (text: string) => { const { exact, fresh } = offered(known, videos, text); return [exact, fresh]; };
  it("is a new tag", () => expect(typed(" sunset ")).toEqual(["sunset", "sunset"]));
  it("is the known tag when it is only written otherwise", () => expect(typed("client a")).toEqual(["Client A", null]));
  it("is nothing when it is blank", () => expect(typed("  ")).toEqual([null, null]));
});
