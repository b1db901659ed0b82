/** Doing what helps when the queue is held. */
import * as ipc from "$ipc";
import type { Error as Failure } from "../bindings/Error";
import { failureOf } from "../logic/engineWords";
import type { Remedy } from "../logic/error";
import { overlays } from "./overlays.svelte";
import { studio } from "./studio.svelte";

class Remedies {
  isChecking = $state(false);
  /** What the last check came to, and what held the account when it was said: of another hold it says nothing. */
  #said = $state.raw<{ error: Failure; held: Failure | null } | null>(null);
  error = $derived(this.#said && this.#said.held === studio.shown?.account.held ? this.#said.error : null);

  async apply(remedy: Remedy): Promise<void> {
    if (remedy === "connect") {
      overlays.connecting = { account: studio.settings?.accounts.find((each) => each.inUse) ?? null };
      return;
    }
    if (remedy === "settings") {
      overlays.settings = true;
      return;
    }
    if (this.isChecking) return;
    this.isChecking = true;
    this.#said = null;
    try {
      studio.setAccount(await ipc.refreshAccount());
    } catch (thrown) {
      this.#said = { error: failureOf(thrown), held: studio.shown?.account.held ?? null };
    } finally {
      this.isChecking = false;
    }
  }
}

export const remedies = new Remedies();
