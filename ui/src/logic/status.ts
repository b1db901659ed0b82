/** What a card says about its video: words, bar, tone, buttons. Pure: time, progress and names are passed in. */
import * as m from "$m";
import type { Error as Failure } from "../bindings/Error";
import type { VideoFile } from "../bindings/VideoFile";
import type { VideoStatus } from "../bindings/VideoStatus";
import type { VideoView } from "../bindings/VideoView";
import { engineWords } from "./engineWords";
import { remedyFor, type Remedy } from "./error";
import { credits, sentences, size, sizes, span, timeLeft } from "./format";

export interface Progress {
  done: number;
  total: number | null;
}

export type Act = { kind: "find" | "retry"; label: string } | { kind: Remedy; label: string };

export interface Words {
  /** Stable name of the state, for tests and styles. */
  state: VideoStatus["kind"] | "missing";
  tone: "plain" | "ok" | "warn" | "bad";
  /** One word for the line below the picture. */
  short: string | null;
  /** What is shown over the picture; `null` where the picture is to be seen. */
  title: string | null;
  text: string | null;
  /** The engine's English, where it says more than the text. */
  detail: string | null;
  /** The service's own words. */
  quote: string | null;
  /** 0 to 1; `"unknown"`: moves without saying how far; `null`: no bar. */
  bar: number | "unknown" | null;
  acts: Act[];
}

export interface Around {
  account: string;
  now: number;
  progress: Progress | undefined;
  /** Whether a key can be given in this window; not so where the environment holds it. */
  canConnect: boolean;
}

const PLAIN: Omit<Words, "state"> = { tone: "plain", short: null, title: null, text: null, detail: null, quote: null, bar: null, acts: [] };

export function words(video: VideoView, around: Around): Words {
  const { account } = around;
  const status = video.status;
  if (video.overdue) {
    return { ...PLAIN, state: status.kind, tone: "warn", title: m.status_overdue(), text: m.status_overdue_text({ account }) };
  }
  switch (status.kind) {
    case "waiting":
      return status.held
        ? held(status.kind, m.status_waiting_held(), status.held, remedyActs(status.held, around.canConnect))
        : { ...PLAIN, state: "waiting", title: m.status_waiting(), bar: 0 };
    case "sending":
      return { ...PLAIN, state: "sending", title: m.status_sending({ account }), bar: "unknown" };
    case "queued":
      return { ...PLAIN, state: "queued", title: m.status_queued({ account }), bar: barOf(status.since, status.usual, around.now) };
    case "rendering":
      return rendering(status.since, status.usual, around.now);
    case "saving":
      return saving(status.expires, status.held, around);
    case "saved":
      return video.file?.missing ? missing(video.file, account) : { ...PLAIN, state: "saved", tone: "ok", short: m.state_saved() };
    case "failed":
      return failed(video, status.error, account);
    case "unknown":
      return unknown(video, status, account);
    case "expired":
      return {
        ...PLAIN,
        state: "expired",
        tone: "bad",
        short: m.state_expired(),
        title: m.status_expired(),
        text: m.status_expired_text({ account }),
        acts: [retryAct(video, m.action_make_again, m.action_make_again_unknown)],
      };
    case "gone":
      return {
        ...PLAIN,
        state: "gone",
        tone: "bad",
        short: m.state_gone(),
        title: m.status_gone({ account }),
        text: m.status_gone_text(),
        acts: [retryAct(video, m.action_make_again, m.action_make_again_unknown)],
      };
  }
}

/** How far along, by the usual time; slows down after nine tenths, and is never full before it is done. */
export function barOf(since: number, usual: number | null, now: number): number | "unknown" {
  if (usual === null || usual <= 0) return "unknown";
  const share = Math.max(0, now - since) / usual;
  return share < 1 ? Math.max(0.03, share * 0.9) : 1 - 0.1 / share;
}

function rendering(since: number, usual: number | null, now: number): Words {
  const title = usual === null ? m.status_rendering() : m.status_rendering_left({ left: timeLeft(since + usual - now) });
  return { ...PLAIN, state: "rendering", title, bar: barOf(since, usual, now) };
}

function saving(expires: number, why: Failure | null, { account, now, progress }: Around): Words {
  if (why) {
    const ends = expires <= now ? m.status_saving_overdue({ account }) : m.status_saving_expires({ account, left: span(expires - now) });
    const words = held("saving", m.status_saving_held(), why, [{ kind: "retry", label: m.action_fetch_again() }]);
    return { ...words, text: sentences([words.text ?? "", ends]) };
  }
  if (!progress) return { ...PLAIN, state: "saving", title: m.status_saving(), bar: "unknown" };
  if (!progress.total) return { ...PLAIN, state: "saving", title: m.status_saving_some({ done: size(progress.done) }), bar: "unknown" };
  return {
    ...PLAIN,
    state: "saving",
    title: m.status_saving_bytes(sizes(progress.done, progress.total)),
    bar: Math.min(1, progress.done / progress.total),
  };
}

function held(state: "waiting" | "saving", title: string, why: Failure, acts: Act[]): Words {
  return { ...PLAIN, state, tone: "warn", short: m.state_held(), title, ...engineWords(why), acts };
}

function missing({ name, lost }: VideoFile, account: string): Words {
  return {
    ...PLAIN,
    state: "missing",
    tone: "warn",
    short: m.state_missing(),
    title: m.status_missing(),
    text: lost ? m.status_lost_text({ name, account }) : m.status_missing_text({ name, account }),
    acts: [{ kind: "retry", label: m.action_fetch_again() }],
  };
}

function failed(video: VideoView, error: Failure, account: string): Words {
  const title =
    error.code === "videoFailed" ? m.status_failed_service({ account })
    : error.code === "refused" ? m.status_failed_refused({ account })
    : m.status_failed_other();
  const { text, detail } = engineWords(error);
  // That the service could not make it is known, whatever became of the credits. Of anything else that may have been
  // charged it is not known whether it was made.
  if (error.code === "outcomeUnknown" || (error.code !== "videoFailed" && error.spent !== "no")) {
    return {
      ...PLAIN,
      state: "failed",
      tone: "warn",
      short: m.state_needs_you(),
      title: m.status_failed_unknown(),
      text: m.status_failed_unknown_text({ what: without(title, text) }),
      detail,
      quote: serviceWords(error, account),
      acts: [retryAct(video, m.action_send_again, m.action_send_again_unknown)],
    };
  }
  return {
    ...PLAIN,
    state: "failed",
    tone: "bad",
    short: m.state_failed(),
    title,
    text: without(title, text),
    detail,
    quote: serviceWords(error, account),
    acts: [retryAct(video, m.action_try_again, m.action_try_again_unknown)],
  };
}

/** What a message says beyond the title above it. */
function without(title: string, message: string): string {
  const end = message.startsWith(title) ? /^(?:\. |。 ?)/.exec(message.slice(title.length)) : null;
  return end ? message.slice(title.length + end[0].length) : message;
}

function unknown(video: VideoView, { error, lookup }: Extract<VideoStatus, { kind: "unknown" }>, account: string): Words {
  const again = retryAct(video, m.action_send_again, m.action_send_again_unknown);
  const base: Words = {
    ...PLAIN,
    state: "unknown",
    tone: "warn",
    short: m.state_needs_you(),
    title: m.status_unknown({ account }),
    quote: serviceWords(error, account),
  };
  switch (lookup) {
    case "notLooked":
      return { ...base, text: m.status_unknown_ask(), acts: [{ kind: "find", label: m.action_find() }] };
    case "absent":
      return { ...base, title: m.status_unknown_found_nothing({ account }), text: m.status_unknown_absent(), acts: [again] };
    case "unavailable":
      return {
        ...base,
        title: m.status_unknown_no_lookup({ account }),
        text: m.status_unknown_unavailable(),
        acts: [{ kind: "find", label: m.action_find_again() }, again],
      };
  }
}

function retryAct(video: VideoView, priced: (inputs: { credits: string }) => string, unpriced: () => string): Act {
  const label = video.retryCredits === null ? unpriced() : priced({ credits: credits(video.retryCredits) });
  return { kind: "retry", label };
}

/** The button that fits what holds the queue; none where a key would help and this window has no field for one. */
export function remedyActs(why: Failure, canConnect: boolean): { kind: Remedy; label: string }[] {
  const kind = remedyFor(why.code);
  if (kind === "connect" && !canConnect) return [];
  return [{ kind, label: { connect: m.held_connect, check: m.held_check, settings: m.held_settings }[kind]() }];
}

function serviceWords(error: Failure, account: string): string | null {
  const said = error.service?.message.trim();
  return said && !error.message.includes(said) ? m.service_words({ account, words: said }) : null;
}
