/** Numbers, sizes and times in the person's terms. Pure; every word is a message. */
import * as m from "$m";
import { getLocale } from "../paraglide/runtime.js";
import { regional } from "./language";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number of credits: at most two decimals, a true minus sign. */
export function credits(amount: number): string {
  return number(amount, 2).replace("-", "−");
}

/** What was spent, as a change of the balance: `−60`, or `0`. */
export function spent(amount: number): string {
  return amount === 0 ? "0" : credits(-amount);
}

/** `4.1 MB`; decimal units, as file managers show them. */
export function size(bytes: number): string {
  if (bytes >= 1e6) return m.size_mb({ size: megabytes(bytes) });
  if (bytes >= 1e3) return m.size_kb({ size: number(bytes / 1e3, 0) });
  return m.size_bytes({ size: number(bytes, 0) });
}

/** `4.1 of 6.3 MB` shares its unit, so the first number comes without. */
export function sizes(done: number, total: number): { done: string; total: string } {
  return total >= 1e6 ? { done: megabytes(done), total: size(total) } : { done: size(done), total: size(total) };
}

/** `0:05`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(s).padStart(2, "0")}`;
  return h > 0 ? `${h}:${String(min).padStart(2, "0")}:${tail}` : `${min}:${tail}`;
}

/** As `clock`, with tenths: `0:01.2`. */
export function fineClock(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  return `${clock(Math.floor(tenths / 10))}${decimalPoint()}${tenths % 10}`;
}

/** How long something still takes, no more exact than an estimate can be. Milliseconds. */
export function timeLeft(left: number): string {
  if (left <= -5 * SECOND) return m.left_longer();
  if (left < 3 * SECOND) return m.left_moment();
  const seconds = left / SECOND;
  if (seconds < 10) return m.left_seconds({ count: Math.round(seconds) });
  if (seconds < 30) return m.left_seconds({ count: Math.round(seconds / 5) * 5 });
  if (seconds < 90) return m.left_seconds({ count: Math.round(seconds / 10) * 10 });
  return m.left_minutes({ count: Math.round(seconds / 60) });
}

/** A span until something ends, rounded down: never promises too much. Milliseconds. */
export function span(milliseconds: number): string {
  if (milliseconds >= DAY) return m.span_days({ count: Math.floor(milliseconds / DAY) });
  if (milliseconds >= HOUR) return m.span_hours({ count: Math.floor(milliseconds / HOUR) });
  return m.span_minutes({ count: Math.max(1, Math.floor(milliseconds / MINUTE)) });
}

/** A day and a time of day. Milliseconds since 1970 UTC. */
export function moment(at: number): string {
  return dates({ dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** A day, with its name, as it begins a line: in some languages the names of days are small within one. */
export function date(day: Date): string {
  const [first = "", ...rest] = dates({ dateStyle: "full" }).format(day);
  return first.toLocaleUpperCase(getLocale()) + rest.join("");
}

/** A day that is written `2026-11-27`, short. What is written otherwise stays as it is. */
export function day(written: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written) ?? [];
  if (date === undefined) return written;
  return dates({ dateStyle: "medium" }).format(new Date(Number(year), Number(month) - 1, Number(date)));
}

/** `1,234` */
export function integer(value: number): string {
  return number(value, 0);
}

/** `0.25` */
export function decimal(value: number): string {
  return number(value, 2);
}

/** `5, 10, 15`, as the language enumerates. */
export function list(parts: readonly string[]): string {
  return parts.reduce((before, next) => m.list_joined({ before, next }));
}

function decimalPoint(): string {
  return numbers({}).formatToParts(0.5).find((part) => part.type === "decimal")?.value ?? ".";
}

function megabytes(bytes: number): string {
  return number(bytes / 1e6, 1, 1);
}

function number(value: number, most: number, least = 0): string {
  return numbers({ maximumFractionDigits: most, minimumFractionDigits: least }).format(value);
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return made("number", options, (locale) => new Intl.NumberFormat(locale, options));
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return made("date", options, (locale) => new Intl.DateTimeFormat(locale, options));
}

/** Making one takes far longer than using it, and a library full of cards needs the same few. */
const formats = new Map<string, unknown>();

function made<T>(kind: string, options: object, make: (locale: string) => T): T {
  const locale = regional(getLocale(), navigator.languages);
  const key = JSON.stringify([kind, locale, options]);
  const known = formats.get(key) ?? make(locale);
  formats.set(key, known);
  return known as T;
}

/** Sentences one after the other. Where a full stop is as wide as a letter, no space follows it. */
export function sentences(all: readonly string[]): string {
  return all.filter((each) => each !== "").reduce((said, each) => (said === "" || said.endsWith("。") ? said + each : `${said} ${each}`), "");
}
