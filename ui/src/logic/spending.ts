/** What was spent, as it is shown. Pure. */
import type { SpendingRow } from "../bindings/SpendingRow";

export interface Day {
  day: string;
  /** Credits of the day, without those that came back. */
  credits: number;
  rows: SpendingRow[];
}

/** The rows by their days, in the order in which they come. */
export function byDay(rows: SpendingRow[]): Day[] {
  const days: Day[] = [];
  for (const row of rows) {
    const last = days.at(-1);
    const day = last?.day === row.day ? last : days[days.push({ day: row.day, credits: 0, rows: [] }) - 1];
    day?.rows.push(row);
    if (day) day.credits += row.credits - row.back;
  }
  return days;
}

/** A day of the calendar, read where the person is: as UTC it might be the day before. */
export function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}
