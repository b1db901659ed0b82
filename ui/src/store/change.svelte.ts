/** One change at a time that a section of the settings asks for, and what went wrong with it. */
import { failureOf, type Told } from "../logic/engineWords";

export class Change {
  isBusy = $state(false);
  error = $state.raw<Told | null>(null);

  /** Whether it was done. A second one while the first is under way is not. */
  async run<T>(ask: () => Promise<T>, take: (answer: T) => void): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.error = null;
    try {
      take(await ask());
      return true;
    } catch (thrown) {
      this.error = failureOf(thrown);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
