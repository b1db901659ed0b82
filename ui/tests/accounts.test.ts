/** Connecting an account, and the settings that go with it. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { SettingsView } from "../src/bindings/SettingsView";
import { made } from "./made";
import { close, open, settle } from "./open";

// Compiling the window for the first time takes its time on a busy machine; no test is to pay for it.
beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const demo = { ...made.snapshot().account, name: "Demo", isDemo: true };
const akool = { ...demo, name: "Akool", service: "openapi.akool.com", isDemo: false, balance: 500 };
const connectedTo = (id: string, more: Partial<SettingsView> = {}) => ({
  account: akool,
  settings: made.settings({ keyStorage: "keychain", accounts: [made.account(id, { name: "Work", inUse: true })], ...more }),
});
const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });

describe("connecting", () => {
  it("tries the key, says in place why it is refused, and forgets it once it is accepted", async () => {
    const connect = vi.fn().mockRejectedValueOnce(made.error({ message: "Akool does not accept this key." })).mockResolvedValue(connectedTo("w"));
    const { getByTestId, findByTestId, queryByTestId } = await open({ account: demo }, { connect });
    await fireEvent.click(getByTestId("connect-akool"));
    const field = (await findByTestId("key")) as HTMLInputElement;
    await type(field, "wrong");
    await fireEvent.click(getByTestId("connect"));
    expect((await findByTestId("connect-error")).textContent).toBe("Akool does not accept this key.");
    await type(field, " right ");
    await fireEvent.click(getByTestId("connect"));
    expect((await findByTestId("connected")).textContent).toContain("500 credits");
    expect(connect).toHaveBeenLastCalledWith("right", null, null);
    expect(field.value).toBe("");
    expect(document.body.innerHTML).not.toContain("right ");
    expect(getByTestId("account").textContent).toContain("Work");
    expect(queryByTestId("key")).toBeNull();
  });

  it("takes a client id with its secret, and does not try half of it", async () => {
    const connect = vi.fn(async () => connectedTo("w"));
    const { getByTestId, findByTestId } = await open({ account: demo }, { connect });
    await fireEvent.click(getByTestId("connect-akool"));
    await findByTestId("key");
    await fireEvent.click(getByTestId("connect-kind-pair").querySelector("input") as HTMLInputElement);
    await type(getByTestId("key"), "the secret");
    expect(getByTestId("connect").getAttribute("aria-disabled")).toBe("true");
    await fireEvent.click(getByTestId("connect"));
    expect(connect).not.toHaveBeenCalled();
    await type(getByTestId("client-id"), "the id");
    await fireEvent.click(getByTestId("connect"));
    await findByTestId("connected");
    expect(connect).toHaveBeenCalledExactlyOnceWith("the secret", "the id", null);
  });

  it("tries a pasted key at once", async () => {
    const connect = vi.fn(async () => connectedTo("w"));
    const { getByTestId, findByTestId } = await open({ account: demo }, { connect });
    await fireEvent.click(getByTestId("connect-akool"));
    await fireEvent.paste(await findByTestId("key"), { clipboardData: { getData: () => " pasted\n", files: [], items: [] } });
    await findByTestId("connected");
    expect(connect).toHaveBeenCalledExactlyOnceWith("pasted", null, null);
  });

  it("says where photos go, and ends", async () => {
    const connect = vi.fn(async () => ({ ...connectedTo("w"), account: { ...akool, host: "photos.example.com" } }));
    const { getByTestId, findByTestId, queryByTestId } = await open({ account: demo }, { connect });
    await fireEvent.click(getByTestId("connect-akool"));
    await type(await findByTestId("key"), "key");
    await fireEvent.click(getByTestId("connect"));
    expect((await findByTestId("connect-host")).textContent).toContain("photos.example.com");
    await fireEvent.click(getByTestId("connect-next"));
    expect((await findByTestId("connect-done")).textContent).toContain("Everything is set");
    await fireEvent.click(getByTestId("connect-close"));
    await vi.waitFor(() => expect(queryByTestId("connect-panel")).toBeNull());
  });

  it("can be left at any step, and leaves the demo as it was", async () => {
    const { getByTestId, findByTestId, queryByTestId, ipc } = await open({ account: demo });
    await fireEvent.click(getByTestId("connect-akool"));
    await type(await findByTestId("key"), "half a key");
    await fireEvent.click(getByTestId("connect-panel-close"));
    await vi.waitFor(() => expect(queryByTestId("connect-panel")).toBeNull());
    expect(ipc.connect).not.toHaveBeenCalled();
    expect(getByTestId("account").textContent).toContain("Demo");
    await fireEvent.click(getByTestId("connect-akool"));
    expect(((await findByTestId("key")) as HTMLInputElement).value).toBe("");
  });

  it("says plainly where the key is kept", async () => {
    const { getByTestId, findByTestId } = await open({ account: demo }, {}, true, made.settings({ keysLast: false }));
    await fireEvent.click(getByTestId("connect-akool"));
    expect((await findByTestId("connect-panel")).textContent).toContain("for this session only");
  });
});

describe("the accounts in the settings", () => {
  const settings = () =>
    made.settings({ keyStorage: "keychain", accounts: [made.account("a", { name: "Work", inUse: true }), made.account("b", { name: "Home" })] });
  const radios = (list: HTMLElement[]) => list.map((row) => (row.querySelector("input") as HTMLInputElement).checked);

  it("switch, and stay where they were when the other one cannot be used", async () => {
    const useAccount = vi.fn().mockRejectedValueOnce(made.error({ message: "The key of Home is not kept here any more." }));
    const { getByTestId, getAllByTestId, findByTestId } = await open({ account: akool }, { useAccount }, true, settings());
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    await fireEvent.click(getAllByTestId("account-use")[1]?.querySelector("input") as HTMLInputElement);
    expect((await findByTestId("account-error")).textContent).toContain("not kept here");
    expect(radios(getAllByTestId("account-use"))).toEqual([true, false]);

    const next = { ...settings(), accounts: settings().accounts.map((each) => ({ ...each, inUse: each.id === "b" })) };
    useAccount.mockResolvedValue({ account: akool, settings: next });
    await fireEvent.click(getAllByTestId("account-use")[1]?.querySelector("input") as HTMLInputElement);
    await vi.waitFor(() => expect(getByTestId("account").textContent).toContain("Home"));
    expect(radios(getAllByTestId("account-use"))).toEqual([false, true]);
    expect(useAccount).toHaveBeenLastCalledWith("b");
  });

  it("are forgotten only when asked twice, with what becomes of their videos said first", async () => {
    const forgetAccount = vi.fn(async () => ({ account: demo, settings: made.settings() }));
    const { getByTestId, getAllByTestId, findByTestId, queryByTestId } = await open({ account: akool }, { forgetAccount }, true, settings());
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    await fireEvent.click(getAllByTestId("account-forget")[0] as HTMLElement);
    expect(forgetAccount).not.toHaveBeenCalled();
    expect(getAllByTestId("account-row")[0]?.textContent).toContain("Its videos stay in the library");
    await fireEvent.click(getByTestId("account-forget-confirm"));
    await vi.waitFor(() => expect(queryByTestId("account-row")).toBeNull());
    expect(forgetAccount).toHaveBeenCalledExactlyOnceWith("a");
  });

  it("are renamed, and given another key under the same id", async () => {
    const renamed = { ...settings(), accounts: settings().accounts.map((each) => (each.id === "a" ? { ...each, name: "Studio" } : each)) };
    const renameAccount = vi.fn(async () => ({ account: akool, settings: renamed }));
    const connect = vi.fn(async () => ({ account: akool, settings: renamed }));
    const { getByTestId, getAllByTestId, findByTestId } = await open({ account: akool }, { renameAccount, connect }, true, settings());
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    await fireEvent.click(getAllByTestId("account-rename")[0] as HTMLElement);
    await type(await findByTestId("account-name"), "Studio");
    await fireEvent.click(getByTestId("account-save"));
    await vi.waitFor(() => expect(getByTestId("account").textContent).toContain("Studio"));
    await fireEvent.click(getAllByTestId("account-new-key")[0] as HTMLElement);
    await type(await findByTestId("key"), "fresh");
    await fireEvent.click(getByTestId("connect"));
    await findByTestId("connected");
    expect(connect).toHaveBeenCalledExactlyOnceWith("fresh", null, "a");
  });

  it("are not offered where the environment names the account", async () => {
    const { getByTestId, findByTestId, queryByTestId } = await open({ account: akool }, {}, false, made.settings({ keyStorage: "environment" }));
    expect(queryByTestId("connect-akool")).toBeNull();
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    expect(queryByTestId("account-add")).toBeNull();
  });
});

describe("the network settings", () => {
  it("send a password inwards and forget it", async () => {
    const settings = made.settings({ proxy: { kind: "address", address: "http://ann@proxy:1", hasPassword: true } });
    const setProxy = vi.fn(async () => ({ account: akool, settings }));
    const { getByTestId, findByTestId } = await open({ account: akool }, { setProxy });
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    await fireEvent.click(getByTestId("proxy-address").querySelector("input") as HTMLInputElement);
    await type(await findByTestId("proxy-url"), "http://ann@proxy:1");
    await type(getByTestId("proxy-password"), "hunter2");
    await fireEvent.click(getByTestId("proxy-save"));
    await findByTestId("proxy-saved");
    expect(setProxy).toHaveBeenCalledExactlyOnceWith("http://ann@proxy:1", "hunter2");
    expect((getByTestId("proxy-password") as HTMLInputElement).value).toBe("");
  });

  it("go direct at once, and say what is wrong with an address", async () => {
    const setProxy = vi.fn().mockResolvedValueOnce({ account: akool, settings: made.settings({ proxy: { kind: "none", address: "", hasPassword: false } }) });
    const { getByTestId, findByTestId } = await open({ account: akool }, { setProxy });
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    await fireEvent.click(getByTestId("proxy-none").querySelector("input") as HTMLInputElement);
    await findByTestId("proxy-saved");
    expect(setProxy).toHaveBeenCalledExactlyOnceWith("none", null);
  });
});

describe("the limits", () => {
  it("are sent as numbers, empty ones as none, and never as a guess", async () => {
    const setLimits = vi.fn(async (limits: SettingsView["limits"]) => made.settings({ limits }));
    const { getByTestId, findByTestId } = await open({ account: akool }, { setLimits });
    await fireEvent.click(getByTestId("settings"));
    await findByTestId("version");
    await type(getByTestId("limit-press"), "a lot");
    await fireEvent.click(getByTestId("limits-save"));
    await findByTestId("limits-error");
    expect(setLimits).not.toHaveBeenCalled();
    await type(getByTestId("limit-press"), "12,5");
    await type(getByTestId("limit-month"), "1000");
    await fireEvent.click(getByTestId("limits-save"));
    await findByTestId("limits-saved");
    expect(setLimits).toHaveBeenCalledExactlyOnceWith({ perPress: 12.5, perDay: null, perMonth: 1000, beyond: "refuse" });
    await fireEvent.click(getByTestId("limit-beyond-ask").querySelector("input") as HTMLInputElement);
    await fireEvent.click(getByTestId("limits-save"));
    await vi.waitFor(() => expect(setLimits).toHaveBeenLastCalledWith({ perPress: 12.5, perDay: null, perMonth: 1000, beyond: "ask" }));
  });

  it("lead to the settings where they keep something from being created", async () => {
    const over = { field: "price" as const, code: "overBudget" as const, message: "This would cost about 60 credits.", figures: null, blocks: true, asks: false };
    const { getByTestId, findByTestId } = await open({ tray: [made.photo("p")] }, { quote: vi.fn(async () => made.quote({ objections: [over] })) });
    await settle();
    expect(getByTestId("objection-overBudget").textContent).toContain("60 credits");
    await fireEvent.click(getByTestId("limits-change"));
    await findByTestId("limit-press");
  });
});
