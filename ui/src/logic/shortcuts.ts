/**
 * Every key of the window, in one table: what handles a key asks it here, and the list of shortcuts is drawn from it, so that
 * the list cannot say anything else than what happens. Pure.
 */
import * as m from "$m";

export interface Shortcut {
  /** Each of them does it. `Mod` is Ctrl, and on a Mac the command key; `Space` is the space bar. */
  keys: readonly string[];
  words: () => string;
  /** The web view or an open dialog does it by itself: it is listed and never matched. */
  isNative?: true;
}

export type Group = Readonly<Record<string, Shortcut>>;

/** What the player and a comparison share. */
const PLAYBACK = {
  toggle: { keys: ["Space", "k"], words: m.shortcut_toggle },
  back: { keys: ["ArrowLeft", "j"], words: m.shortcut_back },
  forward: { keys: ["ArrowRight", "l"], words: m.shortcut_forward },
  frameBack: { keys: [","], words: m.shortcut_frame_back },
  frameForward: { keys: ["."], words: m.shortcut_frame_forward },
  start: { keys: ["Home"], words: m.shortcut_start },
  end: { keys: ["End"], words: m.shortcut_end },
  slower: { keys: ["<"], words: m.shortcut_slower },
  faster: { keys: [">"], words: m.shortcut_faster },
} as const satisfies Group;

/** Moving in a grid. */
const MOVES: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];

export const shortcuts = {
  everywhere: {
    create: { keys: ["Mod+Enter"], words: m.shortcut_create },
    // Without Shift, a Mac hides the program.
    history: { keys: ["Mod+Shift+h"], words: m.shortcut_history },
    paste: { keys: ["Mod+v"], words: m.shortcut_paste, isNative: true },
    larger: { keys: ["Mod++"], words: m.shortcut_larger, isNative: true },
    smaller: { keys: ["Mod+-"], words: m.shortcut_smaller, isNative: true },
    undo: { keys: ["Mod+z"], words: m.shortcut_undo },
    help: { keys: ["?"], words: m.shortcut_help },
    close: { keys: ["Escape"], words: m.shortcut_close, isNative: true },
  },
  photos: {
    before: { keys: ["ArrowLeft", "ArrowUp"], words: m.shortcut_photo_before },
    after: { keys: ["ArrowRight", "ArrowDown"], words: m.shortcut_photo_after },
    first: { keys: ["Home"], words: m.shortcut_photo_first },
    last: { keys: ["End"], words: m.shortcut_photo_last },
    remove: { keys: ["Delete", "Backspace"], words: m.shortcut_photo_remove },
  },
  prompts: {
    before: { keys: ["ArrowUp"], words: m.shortcut_prompt_before },
    after: { keys: ["ArrowDown"], words: m.shortcut_prompt_after },
    use: { keys: ["Enter"], words: m.shortcut_prompt_use, isNative: true },
    remove: { keys: ["Delete"], words: m.shortcut_prompt_remove },
  },
  effects: {
    left: { keys: ["ArrowLeft"], words: m.shortcut_effect_left },
    right: { keys: ["ArrowRight"], words: m.shortcut_effect_right },
    up: { keys: ["ArrowUp"], words: m.shortcut_effect_up },
    down: { keys: ["ArrowDown"], words: m.shortcut_effect_down },
    first: { keys: ["Home"], words: m.shortcut_effect_first },
    last: { keys: ["End"], words: m.shortcut_effect_last },
    choose: { keys: ["Enter"], words: m.shortcut_effect_choose, isNative: true },
    favour: { keys: ["f"], words: m.shortcut_effect_favour },
    play: { keys: ["p"], words: m.shortcut_effect_play },
    search: { keys: ["/", "Mod+f"], words: m.shortcut_effect_search },
  },
  library: {
    move: { keys: MOVES, words: m.shortcut_move },
    play: { keys: ["Enter"], words: m.shortcut_play },
    select: { keys: ["x", "Space"], words: m.shortcut_select },
    extend: { keys: MOVES.map((key) => `Shift+${key}`), words: m.shortcut_select_to },
    all: { keys: ["Mod+a"], words: m.shortcut_select_all },
    compare: { keys: ["c"], words: m.shortcut_compare },
    tags: { keys: ["t"], words: m.shortcut_tags },
    remove: { keys: ["Delete"], words: m.shortcut_delete_videos },
    clear: { keys: ["Escape"], words: m.shortcut_select_none },
  },
  player: {
    ...PLAYBACK,
    partIn: { keys: ["i"], words: m.shortcut_part_in },
    partOut: { keys: ["o"], words: m.shortcut_part_out },
    partClear: { keys: ["x"], words: m.shortcut_part_clear },
    loop: { keys: ["r"], words: m.shortcut_loop },
    louder: { keys: ["ArrowUp"], words: m.shortcut_louder },
    softer: { keys: ["ArrowDown"], words: m.shortcut_softer },
    mute: { keys: ["m"], words: m.shortcut_mute },
    full: { keys: ["f"], words: m.shortcut_full },
    previous: { keys: ["Shift+ArrowLeft"], words: m.shortcut_previous },
    next: { keys: ["Shift+ArrowRight"], words: m.shortcut_next },
    details: { keys: ["d"], words: m.shortcut_details },
    another: { keys: ["Mod+Enter"], words: m.shortcut_another },
    reuse: { keys: ["u"], words: m.shortcut_reuse },
    goOn: { keys: ["g"], words: m.shortcut_go_on },
    goOnLast: { keys: ["Shift+g"], words: m.shortcut_go_on_last },
    sound: { keys: ["a"], words: m.shortcut_sound },
    saveAs: { keys: ["Mod+s"], words: m.shortcut_save_as },
    copyFile: { keys: ["Mod+c"], words: m.shortcut_copy_file },
    reveal: { keys: ["e"], words: m.shortcut_reveal },
    openOutside: { keys: ["p"], words: m.shortcut_open_outside },
    remove: { keys: ["Delete", "Backspace"], words: m.shortcut_delete },
  },
  compare: {
    ...PLAYBACK,
    hear: { keys: ["1", "2", "3", "4"], words: m.shortcut_hear },
    louder: { keys: ["ArrowUp"], words: m.shortcut_louder },
    softer: { keys: ["ArrowDown"], words: m.shortcut_softer },
    mute: { keys: ["m"], words: m.shortcut_mute },
    swipe: { keys: ["s"], words: m.shortcut_swipe },
  },
  divider: {
    left: { keys: ["ArrowLeft", "ArrowDown"], words: m.shortcut_divider_left },
    right: { keys: ["ArrowRight", "ArrowUp"], words: m.shortcut_divider_right },
    first: { keys: ["Home"], words: m.shortcut_divider_first },
    last: { keys: ["End"], words: m.shortcut_divider_last },
  },
} as const satisfies Record<string, Group>;

export type Place = keyof typeof shortcuts;
/** What can be asked for by key in a place. */
export type ActOf<P extends Place> = {
  [Name in keyof (typeof shortcuts)[P]]: (typeof shortcuts)[P][Name] extends { isNative: true } ? never : Name;
}[keyof (typeof shortcuts)[P]];

const SIGN = /^[^\p{L}\p{N}]$/u;
const DIGIT = /^\d$/;

/** What this key press asks for in this place; `null`: nothing. */
export function actOf<P extends Place>(event: KeyboardEvent, place: P): ActOf<P> | null {
  const found = Object.entries<Shortcut>(shortcuts[place]).find(([, each]) => !each.isNative && each.keys.some((keys) => isPressed(event, keys)));
  return found ? (found[0] as ActOf<P>) : null;
}

/** `Mod+Enter` in its parts. */
export function partsOf(keys: string): { hasMod: boolean; hasShift: boolean; key: string } {
  const [, modifiers = "", key = ""] = /^((?:Mod\+|Shift\+)*)(.+)$/.exec(keys) ?? [];
  return { hasMod: modifiers.includes("Mod"), hasShift: modifiers.includes("Shift"), key };
}

function isPressed(event: KeyboardEvent, keys: string): boolean {
  const { hasMod, hasShift, key } = partsOf(keys);
  if (event.altKey || hasMod !== (event.ctrlKey || event.metaKey)) return false;
  if (DIGIT.test(key)) return digitOf(event) === Number(key);
  if (pressed(event) !== key) return false;
  // One keyboard has a sign such as ? on Shift, and the next has not.
  return SIGN.test(key) || hasShift === event.shiftKey;
}

/** The digit of a key press, `null` of another. A French keyboard has a sign on each digit's key, and the digit on Shift. */
export function digitOf({ key, code, shiftKey }: KeyboardEvent): number | null {
  if (DIGIT.test(key)) return Number(key);
  const onKey = shiftKey ? undefined : /^Digit(\d)$/.exec(code)?.[1];
  return onKey === undefined ? null : Number(onKey);
}

/** Letters by what is on the key in a Latin script, whatever Caps Lock and the language of the keyboard say. */
function pressed({ key, code }: KeyboardEvent): string {
  if (key === " ") return "Space";
  if (/^\p{L}$/u.test(key) && !/^[a-z]$/i.test(key)) return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
  return key.length === 1 ? key.toLowerCase() : key;
}
