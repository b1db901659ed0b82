/** Reading what a command rejected with. Pure. */
import type { Error as Failure } from "../bindings/Error";
import type { ErrorCode } from "../bindings/ErrorCode";

/** What a person can do about something that holds the queue. */
export type Remedy = "connect" | "check" | "settings";

/** The sentence of whatever was thrown: the engine's own, or as much as there is. */
export function sentence(thrown: unknown): string {
  if (isFailure(thrown)) return thrown.message;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

export function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && typeof thrown.message === "string";
}

export function remedyFor(code: ErrorCode): Remedy {
  switch (code) {
    case "notConnected":
    case "wrongKey":
    case "clientIdAsKey":
    case "accountBanned":
      return "connect";
    case "noHost":
    case "hostRefused":
    case "folderUnusable":
      return "settings";
    default:
      return "check";
  }
}
