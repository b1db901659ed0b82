/** One thing at a time that is done with a video, and beside it what came of it or what went wrong. */
import { failureOf, type Told } from "../logic/engineWords";
import { announcer } from "./announcer.svelte";

/** What came of it, where that is to be said. */
export type Came = { said: string } | { error: Told } | void;

/** For how long it says what came of it. Milliseconds. */
const SHOWN = 8000;

export class Doing {
  isBusy = $state(false);
  error = $state.raw<Told | null>(null);
  said = $state<string | null>(null);

  /** A second one while the first is under way is not done. */
  async run(work: () => Promise<Came>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.clear();
    try {
      const came = await work();
      if (came && "said" in came) {
        this.said = came.said;
        announcer.say(came.said);
        setTimeout(() => (this.said = this.said === came.said ? null : this.said), SHOWN);
      }
      if (came && "error" in came) this.error = came.error;
    } catch (thrown) {
      this.error = failureOf(thrown);
    } finally {
      this.isBusy = false;
    }
  }

  clear(): void {
    this.error = null;
    this.said = null;
  }
}
