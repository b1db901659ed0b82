/** Which keys mean what, over the whole window. Pure. */

/** Controls for which Enter already means something: opening, choosing, pressing. */
const OWN_ENTER = "button, a[href], select, summary, [role='combobox'], [role='option'], [role='menuitem']";
/** While one of these is open, keys are its own. */
const OPEN = "[role='listbox'], [role='menu']";

/** Whether this key press asks to create. It never does when it did, or will do, something else as well. */
export function asksToCreate(event: KeyboardEvent, page: ParentNode): boolean {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return false;
  const isOwn = event.target instanceof Element && event.target.closest(OWN_ENTER) !== null;
  return !isOwn && page.querySelector(OPEN) === null;
}
