/** A question that must be answered before something is carried out: one at a time. */
import type { Told } from "../logic/engineWords";

export interface Question {
  /** What it is about. */
  text: Told;
  answer: (yes: boolean) => void;
}

class Asking {
  question = $state.raw<Question | null>(null);

  /** Whether the person says yes. Whoever closes the dialog, or asks something else meanwhile, says no. */
  confirm(text: Told): Promise<boolean> {
    this.question?.answer(false);
    return new Promise((done) => {
      this.question = {
        text,
        answer: (yes) => {
          this.question = null;
          done(yes);
        },
      };
    });
  }
}

export const asking = new Asking();

/** The credits to which a yes agrees: what was shown, or whatever it costs where no price was. */
export function agreedTo(shown: number | null): number {
  return shown ?? Number.MAX_VALUE;
}
