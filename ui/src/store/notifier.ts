/** Tells the person outside the window what is worth it, in their language. The shell knows whether they look at the window. */
import * as ipc from "$ipc";
import * as m from "$m";
import type { Event } from "../bindings/Event";
import { engineWords } from "../logic/engineWords";
import { inOrder } from "../logic/listed";
import { Notices, type News } from "../logic/notices";
import { studio } from "./studio.svelte";

const notices = new Notices();
let isListening = false;

/** From now on, until the window closes. What is there already is no news. */
export function giveNotices(): void {
  if (studio.shown) notices.learn(inOrder(studio.shown.list));
  if (!isListening) studio.onEvent(hear);
  isListening = true;
}

function hear(event: Event): void {
  const news = notices.hear(event, studio.settings?.notices.when ?? "never");
  // A notice that could not be given is no fault: the window says the same.
  if (news) void ipc.notify(...words(news)).catch(() => undefined);
}

function words(news: News): [title: string, body: string] {
  switch (news.kind) {
    case "saved":
      return [m.notice_saved(), studio.nameOf(news.video)];
    case "needsYou":
      return [m.notice_needs_you(), studio.nameOf(news.video)];
    case "held": {
      const { status } = news.video;
      const why = "held" in status && status.held ? engineWords(status.held).text : studio.nameOf(news.video);
      return [m.notice_held(), why];
    }
    case "allDone": {
      const parts = [
        news.saved > 0 ? m.notice_saved_count({ count: news.saved }) : "",
        news.needsYou > 0 ? m.notice_needs_you_count({ count: news.needsYou }) : "",
      ];
      return [m.notice_all_done(), parts.filter((part) => part !== "").join(" ")];
    }
  }
}
