import { describe, expect, it } from "vitest";
import { keyNames, listed } from "./shortcutWords";
import { actOf, digitOf, shortcuts, type Place, type Shortcut } from "./shortcuts";

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...more });
const places = Object.keys(shortcuts) as Place[];

describe("a key press", () => {
  it.each([
    ["player", press(" "), "toggle"],
    ["player", press("k"), "toggle"],
    ["player", press("K"), "toggle"],
    ["player", press("ArrowLeft"), "back"],
    ["player", press("ArrowLeft", { shiftKey: true }), "previous"],
    ["player", press(",", {}), "frameBack"],
    ["player", press("<", { shiftKey: true }), "slower"],
    ["player", press("<"), "slower"],
    ["player", press("q"), null],
    ["player", press("k", { ctrlKey: true }), null],
    ["player", press("k", { altKey: true }), null],
    ["everywhere", press("Enter", { metaKey: true }), "create"],
    ["everywhere", press("Enter"), null],
    ["everywhere", press("?", { shiftKey: true }), "help"],
    ["library", press("a", { ctrlKey: true }), "all"],
    ["library", press("a"), null],
    ["library", press("PageDown"), "move"],
    ["library", press("ArrowUp", { shiftKey: true }), "extend"],
    ["library", press(" "), "select"],
    ["library", press("Delete"), "remove"],
    ["everywhere", press("z", { metaKey: true }), "undo"],
    ["everywhere", press("H", { metaKey: true, shiftKey: true }), "history"],
    ["everywhere", press("h", { metaKey: true }), null],
    ["compare", press("3"), "hear"],
    ["compare", press("5"), null],
  ] as const)("in %s asks for what the table says", (place, event, act) => expect(actOf(event, place)).toBe(act));

  it("counts by the key where the keyboard writes another script", () => {
    expect(actOf(press("ш", { code: "KeyI" }), "player")).toBe("partIn");
    expect(actOf(press("é", { code: "Digit2" }), "player")).toBeNull();
  });

  it("is a digit also where that is on Shift, or a sign stands before it", () => {
    const pressed = [press("2"), press("é", { code: "Digit2" }), press("2", { code: "Digit2", shiftKey: true })];
    expect(pressed.map((event) => [actOf(event, "compare"), digitOf(event)])).toEqual([["hear", 2], ["hear", 2], ["hear", 2]]);
    expect(digitOf(press("@", { code: "Digit2", shiftKey: true }))).toBeNull();
    expect(digitOf(press("c", { code: "KeyC" }))).toBeNull();
  });

  it("that the web view answers itself is left to it", () => {
    expect(actOf(press("Escape"), "everywhere")).toBeNull();
    expect(actOf(press("v", { ctrlKey: true }), "everywhere")).toBeNull();
  });
});

describe("the table", () => {
  it.each(places)("has each key once in %s", (place) => {
    const keys = Object.values<Shortcut>(shortcuts[place]).flatMap((each) => each.keys);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it("is listed whole, and what is open comes first", () => {
    const groups = listed("compare", false);
    expect(groups[0]?.place).toBe("compare");
    expect(groups.map((group) => group.place).sort()).toEqual([...places].sort());
    const rows = groups.flatMap((group) => group.rows);
    expect(rows.length).toBe(places.flatMap((place) => Object.keys(shortcuts[place])).length);
    expect(rows.filter((row) => row.words === "" || row.ways.length === 0)).toEqual([]);
  });

  it("names a key that is held with many others once", () => {
    const library = listed("library", false)[0]?.rows ?? [];
    expect(library.find((row) => row.words === "Select up to another video")?.ways.slice(0, 3)).toEqual([["Shift", "←"], ["→"], ["↑"]]);
    expect(listed("player", false)[0]?.rows.find((row) => row.words === "Play or pause")?.ways).toEqual([["Space"], ["K"]]);
  });
});

describe("the name of a key", () => {
  it.each([
    ["Mod+Enter", ["Ctrl", "Enter"], ["⌘", "↵"]],
    ["Mod+Shift+h", ["Ctrl", "Shift", "H"], ["⇧", "⌘", "H"]],
    ["Shift+ArrowLeft", ["Shift", "←"], ["⇧", "←"]],
    ["Mod++", ["Ctrl", "+"], ["⌘", "+"]],
    ["Backspace", ["Backspace"], ["⌫"]],
    ["Space", ["Space"], ["Space"]],
    ["k", ["K"], ["K"]],
  ])("of %s is the one that this system's people know", (keys, elsewhere, mac) => {
    expect(keyNames(keys, false)).toEqual(elsewhere);
    expect(keyNames(keys, true)).toEqual(mac);
  });
});
