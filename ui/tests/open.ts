/** Opens the whole window over a made-up engine, fresh for each test. */
import { getQueriesForElement } from "@testing-library/dom";
import { vi, type Mocked } from "vitest";
import * as real from "../src/ipc";
import type { UnderWay } from "../src/bindings/UnderWay";
import type { Event } from "../src/bindings/Event";
import type { Quote } from "../src/bindings/Quote";
import type { Snapshot } from "../src/bindings/Snapshot";
import type { Spec } from "../src/bindings/Spec";
import type { DragEvent } from "../src/bindings/DragEvent";
import type { SettingsView } from "../src/bindings/SettingsView";
import { made } from "./made";

let undo: () => unknown = () => undefined;

/** Takes the window away again. */
export async function close(): Promise<void> {
  await undo();
  undo = () => undefined;
  vi.doUnmock("$ipc");
  document.body.replaceChildren();
}

/** Every command that a test does not name fails it. */
function unexpected() {
  const fail = (name: string) => vi.fn(() => Promise.reject(new Error(`${name} was not expected`)));
  return Object.fromEntries(Object.keys(real).map((name) => [name, fail(name)])) as unknown as typeof real;
}

/** Without a browser nothing has a size: everything is as large as the library in a large window. */
function measure(): void {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(852);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(700);
}

/** What Svelte and the window have queued is done after this. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setTimeout(done));
}

/** What a screen reader was told last. */
export function said(): string {
  return [...document.querySelectorAll("[data-testid='announcer']")].map((region) => region.textContent).join("");
}

export async function open(snapshot: Partial<Snapshot> = {}, commands: Partial<typeof real> = {}, canConnect = true, settings: SettingsView = made.settings()) {
  let tell: (event: Event) => void = () => undefined;
  let drag: (event: DragEvent) => void = () => undefined;
  let askToClose: (closing: UnderWay) => void = () => undefined;
  const whole = made.snapshot(snapshot);
  const quote = (spec: Spec, photos: string[]): Quote => {
    const videos = photos.length * spec.count;
    return made.quote({ photos: photos.length, videos, total: 25 * videos, balance: 100, balanceAfter: 100 - 25 * videos });
  };
  const ipc = {
    ...unexpected(),
    onStudio: vi.fn(async (hear: (event: Event) => void) => ((tell = hear), () => undefined)),
    onDrag: vi.fn(async (hear: (event: DragEvent) => void) => ((drag = hear), () => undefined)),
    stay: vi.fn(async () => undefined),
    notify: vi.fn(async () => undefined),
    onClosing: vi.fn(async (hear: (closing: UnderWay) => void) => ((askToClose = hear), () => undefined)),
    start: vi.fn(async () => ({ snapshot: whole, media: "http://127.0.0.1:1/t", settings, canConnect })),
    listModels: vi.fn(async () => whole.models),
    listVideos: vi.fn(async () => whole.page),
    listFacets: vi.fn(async () => ({ models: [], tags: [], days: [] })),
    listEffects: vi.fn(async () => [made.effect("squish", { name: "<b>Squish</b>" })]),
    quote: vi.fn(async (spec: Spec, photos: string[]) => quote(spec, photos)),
    create: vi.fn(async () => []),
    showHost: vi.fn(async () => made.host()),
    nameExample: vi.fn(async (pattern: string) => `${pattern}.mp4`),
    ...commands,
  };
  measure();
  // The stores are the program's own single ones: fresh modules make them new.
  vi.resetModules();
  vi.doMock("$ipc", () => ipc);
  const { mount, unmount } = await import("svelte");
  const { default: App } = await import("../src/App.svelte");
  const app = mount(App, { target: document.body });
  undo = () => unmount(app);
  const queries = getQueriesForElement(document.body);
  await queries.findByTestId("window");
  await settle();
  return { ...queries, ipc: ipc as Mocked<typeof real>, tell: (event: Event) => tell(event), drag: (event: DragEvent) => drag(event), askToClose: (closing: UnderWay) => askToClose(closing) };
}
