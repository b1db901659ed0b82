/** Doing what helps when the queue is held. */
import * as ipc from "$ipc";
import { sentence, type Remedy } from "../logic/error";
import { overlays } from "./overlays.svelte";
import { studio } from "./studio.svelte";

class Remedies {
  isChecking = $state(false);
  error = $state<string | null>(null);

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
    this.error = null;
    try {
      studio.setAccount(await ipc.refreshAccount());
    } catch (thrown) {
      this.error = sentence(thrown);
    } finally {
      this.isChecking = false;
    }
  }
}

export const remedies = new Remedies();
