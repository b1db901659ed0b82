/**
 * What the engine says, in the person's language. It speaks English and names what it means by a closed code: in another language
 * the code's own message is said, with the figures that come with it, and the engine's sentence stays below it where that says
 * more. Pure.
 */
import * as m from "$m";
import type { Error as Failure } from "../bindings/Error";
import type { ErrorCode } from "../bindings/ErrorCode";
import type { Objection } from "../bindings/Objection";
import type { ObjectionCode } from "../bindings/ObjectionCode";
import { baseLocale, getLocale } from "../paraglide/runtime.js";
import { figuredWords } from "./figuredWords";
import { sentences } from "./format";

/** A sentence of the engine's, or one of the window's own that is in the person's language already. */
export type Told = Failure | Objection | string;

export interface Sentence {
  text: string;
  /** The engine's English, where it says more than the text; `null` where it does not. */
  detail: string | null;
}

type Message = (inputs?: Record<string, never>, options?: { locale?: typeof baseLocale }) => string;

const ERRORS: Readonly<Record<ErrorCode, Message>> = {
  notConnected: m.error_notConnected,
  wrongKey: m.error_wrongKey,
  clientIdAsKey: m.error_clientIdAsKey,
  accountBanned: m.error_accountBanned,
  needsPlan: m.error_needsPlan,
  needsVerification: m.error_needsVerification,
  notAllowed: m.error_notAllowed,
  noCredits: m.error_noCredits,
  overBudget: m.error_overBudget,
  beyondLimit: m.error_beyondLimit,
  otherPrice: m.error_otherPrice,
  rateLimited: m.error_rateLimited,
  offline: m.error_offline,
  serviceTrouble: m.error_serviceTrouble,
  refused: m.error_refused,
  videoFailed: m.error_videoFailed,
  notAccepted: m.error_notAccepted,
  outcomeUnknown: m.error_outcomeUnknown,
  gone: m.error_gone,
  expired: m.error_expired,
  photoUnusable: m.error_photoUnusable,
  unreadable: m.error_unreadable,
  noHost: m.error_noHost,
  hostFailed: m.error_hostFailed,
  hostRefused: m.error_hostRefused,
  hostLinkWrong: m.error_hostLinkWrong,
  diskFull: m.error_diskFull,
  folderUnusable: m.error_folderUnusable,
  downloadBroken: m.error_downloadBroken,
  unsafeLink: m.error_unsafeLink,
  libraryBusy: m.error_libraryBusy,
  libraryDamaged: m.error_libraryDamaged,
  libraryNewer: m.error_libraryNewer,
  keychain: m.error_keychain,
  settingsUnreadable: m.error_settingsUnreadable,
  badSpec: m.error_badSpec,
  notFound: m.error_notFound,
  cancelled: m.error_cancelled,
  internal: m.error_internal,
};

const OBJECTIONS: Readonly<Record<ObjectionCode, Message>> = {
  noPhotos: m.objection_noPhotos,
  noPrompt: m.objection_noPrompt,
  longPrompt: m.objection_longPrompt,
  promptIgnored: m.objection_promptIgnored,
  unknownModel: m.objection_unknownModel,
  unknownResolution: m.objection_unknownResolution,
  unknownLength: m.objection_unknownLength,
  countOutOfRange: m.objection_countOutOfRange,
  endFrameNotSupported: m.objection_endFrameNotSupported,
  soundNotSupported: m.objection_soundNotSupported,
  soundRequired: m.objection_soundRequired,
  extendNotSupported: m.objection_extendNotSupported,
  unknownEffect: m.objection_unknownEffect,
  priceUnknown: m.objection_priceUnknown,
  notEnoughCredits: m.objection_notEnoughCredits,
  overBudget: m.objection_overBudget,
  notConnected: m.objection_notConnected,
  otherAccount: m.objection_otherAccount,
  noHost: m.objection_noHost,
  hostNotReady: m.objection_hostNotReady,
  linksOnly: m.objection_linksOnly,
  notFinished: m.objection_notFinished,
  notAtService: m.objection_notAtService,
};

export function engineWords(told: Told): Sentence {
  if (typeof told === "string") return { text: told, detail: null };
  const { message } = told;
  if (getLocale() === baseLocale) return { text: message, detail: null };
  const figured = "spent" in told ? null : figuredWords(told);
  if (figured !== null) return { text: figured, detail: null };
  const parts = "spent" in told ? failureWords(told) : [OBJECTIONS[told.code]];
  const say = (options?: { locale: typeof baseLocale }) => sentences(parts.map((part) => part({}, options)));
  return { text: say(), detail: message.trim() === "" || message === say({ locale: baseLocale }) ? null : message };
}

/** The sentence of whatever was thrown, in the person's language. */
export function sentence(thrown: unknown): string {
  return engineWords(failureOf(thrown)).text;
}

/** Whatever was thrown, as the engine would tell it. */
export function failureOf(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  return { code: "internal", message: thrown instanceof Error ? thrown.message : String(thrown), spent: "no", service: null };
}

export function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && typeof thrown.message === "string";
}

/** What a code says by itself promises that nothing was charged: where that is not so, it is not said. */
function failureWords({ code, spent }: Failure): Message[] {
  if (spent === "maybe" && code !== "videoFailed") return [m.error_outcomeUnknown];
  if (spent !== "yes") return [ERRORS[code]];
  return [ERRORS[code], code === "videoFailed" ? m.error_charged : m.error_paid];
}
