/** Opens the window over a made-up engine that has a library, and scrolls in it. */
import { fireEvent } from "@testing-library/dom";
import { vi } from "vitest";
import { FakeLibrary } from "../fake/library";
import type { Event } from "../src/bindings/Event";
import type { VideoView } from "../src/bindings/VideoView";
import { EVERYTHING } from "../src/logic/query";
import { made } from "./made";
import { open, settle } from "./open";

/** So many saved videos, the newest first: `v0`, `v1` and so on. */
export const numbered = (count: number, more: (at: number) => Partial<VideoView> = () => ({})) =>
  Array.from({ length: count }, (_, at) => made.saved(`v${at}`, { createdAt: count - at, ...more(at) }));

/** The window over an engine with these videos. */
export async function openLibrary(videos: VideoView[], commands: Parameters<typeof open>[1] = {}) {
  let tell: (event: Event) => void = () => undefined;
  const engine = new FakeLibrary(videos, (event) => tell(event));
  const window = await open(
    { page: engine.page(EVERYTHING, 0, 60), counts: engine.counts() },
    {
      listVideos: vi.fn(async (query, offset, limit) => engine.page(query, offset, limit)),
      listFacets: vi.fn(async () => engine.facets()),
      keep: vi.fn(async (ids, kept) => engine.keep(ids, kept)),
      tag: vi.fn(async (ids, tag, on) => engine.tag(ids, tag, on)),
      deleteVideos: vi.fn(async (ids, what) => engine.delete(ids, what === "here")),
      restore: vi.fn(async (ids) => engine.restore(ids)),
      ...commands,
    },
  );
  tell = window.tell;
  const elements = () => window.queryAllByTestId("card");
  const videosOf = (shown: HTMLElement[]) => shown.map((card) => card.dataset.video);
  /** As their elements stand in the page, which is as they lie in the library only once no scrolling is told any more. */
  const inPage = () => videosOf(elements());
  /** As they lie in the library. */
  const cards = () => videosOf(elements().sort((one, other) => Number(one.dataset.index) - Number(other.dataset.index)));
  const asked = () => window.ipc.listVideos.mock.calls.map(([, offset, limit]) => [offset, limit]);
  // What is not laid out does not scroll either: the grid stands where the window was scrolled to.
  const scroller = document.documentElement;
  scroller.scrollTop = 0;
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return new DOMRect(0, this.matches(".grid") ? -scroller.scrollTop : 0, 0, 0);
  });
  const scrollTo = async (top: number) => {
    scroller.scrollTop = top;
    await fireEvent.scroll(scroller);
    await settle();
  };
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    await fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
    await settle();
  };
  const focused = () => (document.activeElement as HTMLElement).dataset.video;
  const selected = () => window.queryAllByTestId("card-select").flatMap((box) => ((box as HTMLInputElement).checked ? [box.closest<HTMLElement>(".card")?.dataset.video] : []));
  return { ...window, engine, cards, inPage, asked, scroller, scrollTo, key, focused, selected };
}
