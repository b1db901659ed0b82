import { afterEach, describe, expect, it } from "vitest";
import { asksToCreate } from "./keys";

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

  it.each(["listbox", "menu"])("chooses in an open %s and buys nothing", (role) => {
    expect(press(`<div role="${role}"></div><textarea data-focus></textarea>`)).toBe(false);
  });

  it("does nothing where somebody has taken it already", () => expect(press("", {}, true)).toBe(false));
});
