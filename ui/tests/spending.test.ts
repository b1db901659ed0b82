/** What was spent: by day and model, with what has not come back, and as a table. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const row = { day: "2026-11-27", model: "fast", modelLabel: "Fast <b>V1</b>", videos: 3, credits: 60, back: 20, unpriced: 1 };

describe("the spending", () => {
  it("is told by day and model, and saved as a table", async () => {
    const spending = vi.fn(async () => ({ today: 40, month: 1240.5, due: 25, rows: [row] }));
    const saveSpending = vi.fn().mockResolvedValueOnce(false).mockResolvedValue(true);
    const { getByTestId, findByTestId, queryByTestId } = await open({ account: { ...made.snapshot().account, today: 40 } }, { spending, saveSpending });
    await fireEvent.click(getByTestId("today"));
    expect((await findByTestId("spending-sums")).textContent).toContain("1,240.5");
    expect(getByTestId("spending-due").textContent).toContain("25 credits");
    const day = getByTestId("spending-day").textContent ?? "";
    expect(day).toContain("November 27, 2026");
    expect(day).toContain("Fast <b>V1</b>");
    expect(day).toContain("20 came back");
    expect(day).toContain("1 without a price");
    await fireEvent.click(getByTestId("spending-save"));
    expect(queryByTestId("spending-saved")).toBeNull();
    await fireEvent.click(getByTestId("spending-save"));
    await findByTestId("spending-saved");
  });

  it("says why it cannot be told", async () => {
    const spending = vi.fn().mockRejectedValue(made.error({ message: "Connect Akool first." }));
    const { getByTestId, findByTestId } = await open({}, { spending });
    await fireEvent.click(getByTestId("today"));
    expect((await findByTestId("spending-error")).textContent).toBe("Connect Akool first.");
  });
});
