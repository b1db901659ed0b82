/** Where files that hover over the window would go. Pure. */
import type { DropPlace } from "../bindings/DropPlace";

export interface Point {
  x: number;
  y: number;
}

/** In pixels of the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A target that a hand can hit: with at least this height, around the middle of the slot, and within the window. */
const TALLEST_NEED = 76;
const MARGIN = 8;

/** What is lit up for a slot, and takes the drop. */
export function targetFor(slot: Box, window: { width: number; height: number }): Box {
  const height = Math.max(slot.height + 2 * MARGIN, TALLEST_NEED);
  const left = Math.max(slot.left - MARGIN, 0);
  const top = Math.min(Math.max(slot.top + (slot.height - height) / 2, 0), Math.max(window.height - height, 0));
  return { left, top, width: Math.min(slot.left + slot.width + MARGIN, window.width) - left, height };
}

/** `target`: of the end frame; `null`: none is taken at the moment. */
export function placeOf({ x, y }: Point, target: Box | null): DropPlace {
  if (!target) return "tray";
  const isIn = x >= target.left && x < target.left + target.width && y >= target.top && y < target.top + target.height;
  return isIn ? "endFrame" : "tray";
}
