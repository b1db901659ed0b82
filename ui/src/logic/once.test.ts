import { expect, it, vi } from "vitest";
import { once } from "./once";

it("does one thing at a time, and the next after its end", async () => {
  let end: () => void = () => undefined;
  const work = vi.fn(() => new Promise<void>((done) => (end = done)));
  const dialog = once(work);
  const [first, second] = [dialog(), dialog()];
  expect(work).toHaveBeenCalledTimes(1);
  end();
  await Promise.all([first, second]);
  void dialog();
  expect(work).toHaveBeenCalledTimes(2);
});

it("can be asked again after it failed", async () => {
  const work = vi.fn().mockRejectedValueOnce(new Error("no dialog")).mockResolvedValue("chosen");
  const dialog = once(work);
  await expect(dialog()).rejects.toThrow("no dialog");
  await expect(dialog()).resolves.toBe("chosen");
});
