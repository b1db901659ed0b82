import { afterEach, describe, expect, it } from "vitest";
import { asksToCreate, isComposing, isTaken } from "./keys";

const page = document.body;
afterEach(() => page.replaceChildren());

/** What a press of Ctrl+Enter on the last element asks for. */
function press(markup: string, more: KeyboardEventInit = {}, isTaken = false): boolean {
  page.innerHTML = markup;
  const target = page.querySelector("[data-focus]") ?? page;
  const event = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true, ...more });
  let asked = false;
  const hear = (heard: Event) => {
    if (isTaken) heard.preventDefault();
    asked = asksToCreate(heard as KeyboardEvent, document);
  };
  page.addEventListener("keydown", hear, { once: true });
  target.dispatchEvent(event);
  return asked;
}

describe("Ctrl+Enter", () => {
  it.each(["<p></p>", "<textarea data-focus></textarea>", "<input type='radio' data-focus>"])("creates from %s", (markup) => {
    expect(press(markup)).toBe(true);
    expect(press(markup, { ctrlKey: false, metaKey: true })).toBe(true);
  });

  it("is neither Enter alone nor another key", () => {
    expect(press("", { ctrlKey: false })).toBe(false);
    expect(press("", { key: "a" })).toBe(false);
  });

  it.each(["<button data-focus></button>", "<button><i data-focus></i></button>", "<a href='#' data-focus></a>", "<div role='combobox' data-focus></div>"])(
    "leaves to %s what Enter means there", (markup) => expect(press(markup)).toBe(false),
  );

  it.each(["popover-panel", "prompts-list"])("is no press of Create in a small panel (%s)", (panel) => {
    expect(press(`<div class="${panel}"><input data-focus></div>`)).toBe(false);
  });

  it.each(["listbox", "menu"])("chooses in an open %s and buys nothing", (role) => {
    expect(press(`<div role="${role}"></div><textarea data-focus></textarea>`)).toBe(false);
  });

  it("does nothing where somebody has taken it already", () => expect(press("", {}, true)).toBe(false));
});

/** Whether the last element keeps this key for itself. */
function keeps(markup: string, key: string, more: KeyboardEventInit = {}): boolean {
  page.innerHTML = markup;
  let kept = false;
  page.addEventListener("keydown", (heard) => (kept = isTaken(heard, document)), { once: true });
  (page.querySelector("[data-focus]") ?? page).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  return kept;
}

describe("a key", () => {
  it.each([
    ["<input data-focus>", "x"],
    ["<textarea data-focus></textarea>", "?"],
    ["<input type='range' data-focus>", "ArrowLeft"],
    ["<input type='range' data-focus>", "Home"],
    ["<div role='slider' data-focus></div>", "End"],
    ["<input type='radio' data-focus>", "ArrowRight"],
    ["<button data-focus></button>", " "],
    ["<input type='checkbox' data-focus>", " "],
    ["<div role='menu'></div><p data-focus></p>", "x"],
  ])("that %s needs is left to it: %s", (markup, key) => expect(keeps(markup, key)).toBe(true));

  it.each([
    ["<p data-focus></p>", " "],
    ["<button data-focus></button>", "ArrowLeft"],
    ["<input type='range' data-focus>", "k"],
    ["<input type='range' data-focus>", " "],
    ["<input type='checkbox' data-focus>", "x"],
  ])("that %s does not need means what it means everywhere: %s", (markup, key) => expect(keeps(markup, key)).toBe(false));

  it("with Shift is no slider's", () => expect(keeps("<input type='range' data-focus>", "ArrowLeft", { shiftKey: true })).toBe(false));
});

it("a key belongs to an input method while it composes, and so does the Enter that ends that in WebKit", () => {
  const key = (more: KeyboardEventInit) => isComposing(new KeyboardEvent("keydown", { key: "Enter", ...more }));
  expect([key({ isComposing: true }), key({ keyCode: 229 }), key({ keyCode: 13 })]).toEqual([true, true, false]);
});
