/** The list of shortcuts in words, with the names that keys have on this system. Pure. */
import * as m from "$m";
import { partsOf, shortcuts, type Place, type Shortcut } from "./shortcuts";

export interface ListedGroup {
  place: Place;
  title: string;
  /** Each way to press it is the keys that are held together. */
  rows: { words: string; ways: string[][] }[];
}

const TITLES: Record<Place, () => string> = {
  everywhere: m.shortcuts_everywhere,
  photos: m.shortcuts_photos,
  prompts: m.shortcuts_prompts,
  effects: m.shortcuts_effects,
  library: m.shortcuts_library,
  player: m.shortcuts_player,
  compare: m.shortcuts_compare,
  divider: m.shortcuts_divider,
};

/** All of them; what is open now comes first. */
export function listed(open: Place | null, isMac: boolean): ListedGroup[] {
  const places = Object.keys(shortcuts) as Place[];
  const ordered = open ? [open, ...places.filter((place) => place !== open)] : places;
  return ordered.map((place) => ({
    place,
    title: TITLES[place](),
    rows: Object.values<Shortcut>(shortcuts[place]).map(({ keys, words }) => ({ words: words(), ways: once(keys.map((each) => keyNames(each, isMac))) })),
  }));
}

/** Of many ways that are held with the same keys, only the first names them. */
function once(ways: string[][]): string[][] {
  const held = ways[0]?.slice(0, -1).join() ?? "";
  const areAlike = ways.length > 2 && ways.every((way) => way.slice(0, -1).join() === held);
  return areAlike ? ways.map((way, at) => (at === 0 ? way : way.slice(-1))) : ways;
}

/** `Mod+Shift+Enter` as it is printed on the keys, in the system's order: `Ctrl`, `Shift`, `Enter`; on a Mac `⇧`, `⌘`, `↵`. */
export function keyNames(keys: string, isMac: boolean): string[] {
  const { hasMod, hasShift, key } = partsOf(keys);
  const held = isMac ? [hasShift && "⇧", hasMod && "⌘"] : [hasMod && m.key_ctrl(), hasShift && m.key_shift()];
  return [...held.filter((name) => name !== false), nameOf(key, isMac)];
}

function nameOf(key: string, isMac: boolean): string {
  switch (key) {
    case "ArrowLeft":
      return "←";
    case "ArrowRight":
      return "→";
    case "ArrowUp":
      return "↑";
    case "ArrowDown":
      return "↓";
    case "-":
      return "−";
    case "Space":
      return m.key_space();
    case "Home":
      return m.key_home();
    case "End":
      return m.key_end();
    case "PageUp":
      return m.key_page_up();
    case "PageDown":
      return m.key_page_down();
    case "Escape":
      return m.key_escape();
    case "Enter":
      return isMac ? "↵" : m.key_enter();
    case "Delete":
      return isMac ? "⌦" : m.key_delete();
    case "Backspace":
      return isMac ? "⌫" : m.key_backspace();
    default:
      return key.toUpperCase();
  }
}
