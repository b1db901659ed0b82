/** Answers that were overtaken are dropped: only the newest question's answer counts. */

export type Answer<T> = { kind: "overtaken" } | { kind: "answer"; value: T } | { kind: "error"; error: unknown };

/** Wraps a question so that an answer arriving after a newer question says so. */
export function latest<Args extends unknown[], T>(ask: (...args: Args) => Promise<T>) {
  let newest = 0;
  return async (...args: Args): Promise<Answer<T>> => {
    const mine = ++newest;
    try {
      const value = await ask(...args);
      return mine === newest ? { kind: "answer", value } : { kind: "overtaken" };
    } catch (error) {
      return mine === newest ? { kind: "error", error } : { kind: "overtaken" };
    }
  };
}
