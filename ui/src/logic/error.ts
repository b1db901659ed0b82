/** What a person can do about what a command rejected with. Pure. */
import type { ErrorCode } from "../bindings/ErrorCode";

/** What a person can do about something that holds the queue. */
export type Remedy = "connect" | "check" | "settings";

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
