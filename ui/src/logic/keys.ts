/** Which keys mean what, over the whole window: what the focus keeps for itself, and what is left. Pure. */
import { actOf } from "./shortcuts";

/** Controls for which Enter already means something: opening, choosing, pressing. */
const OWN_ENTER = "button, a[href], select, summary, [role='combobox'], [role='option'], [role='menuitem']";
/** Small panels with fields of their own. */
const PANEL = ".popover-panel, .prompts-list";
/** While one of these is open, keys are its own. */
const OPEN = "[role='listbox'], [role='menu']";
const WRITING = "textarea, [contenteditable], input:not([type='checkbox'], [type='radio'], [type='range'])";
const SLIDER = "input[type='range'], input[type='radio'], [role='slider']";
const PRESSED_BY_SPACE = "button, input[type='checkbox'], input[type='radio'], summary, [role='combobox']";
const SLIDING = /^(Arrow|Home$|End$|Page)/;

export function isListOpen(page: ParentNode): boolean {
  return page.querySelector(OPEN) !== null;
}

/**
 * Whether this key press is part of writing a word that an input method is still composing: Enter takes the word, arrows choose
 * among candidates, Escape gives it up. WebKit tells the Enter that ends it after the end, and marks it by its code alone.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether this key press asks to create. It never does when it did, or will do, something else as well. */
export function asksToCreate(event: KeyboardEvent, page: ParentNode): boolean {
  if (actOf(event, "everywhere") !== "create" || event.defaultPrevented) return false;
  const isOwn = event.target instanceof Element && event.target.closest(`${OWN_ENTER}, ${PANEL}`) !== null;
  return !isOwn && !isListOpen(page);
}

/** Whether what has the focus needs this key itself: a field writes, a slider slides, a button is pressed. */
export function isTaken(event: KeyboardEvent, page: ParentNode): boolean {
  if (event.defaultPrevented || isListOpen(page)) return true;
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest(WRITING)) return true;
  if (SLIDING.test(event.key) && !event.shiftKey) return event.target.closest(SLIDER) !== null;
  return event.key === " " && event.target.closest(PRESSED_BY_SPACE) !== null;
}
