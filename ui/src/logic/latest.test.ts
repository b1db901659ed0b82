import { expect, it } from "vitest";
import { latest } from "./latest";

function controlled() {
  const answers: { resolve: (text: string) => void; reject: (error: unknown) => void }[] = [];
  const ask = latest((_question: string) => new Promise<string>((resolve, reject) => answers.push({ resolve, reject })));
  return { ask, answers };
}

it("drops the answer to a question that was overtaken, even when it comes last", async () => {
  const { ask, answers } = controlled();
  const [first, second] = [ask("1"), ask("2")];
  answers[1]?.resolve("new");
  answers[0]?.resolve("old");
  expect(await first).toEqual({ kind: "overtaken" });
  expect(await second).toEqual({ kind: "answer", value: "new" });
});

it("drops the error of a question that was overtaken", async () => {
  const { ask, answers } = controlled();
  const [first, second] = [ask("1"), ask("2")];
  answers[0]?.reject("broken");
  answers[1]?.reject("also broken");
  expect(await first).toEqual({ kind: "overtaken" });
  expect(await second).toEqual({ kind: "error", error: "also broken" });
});
