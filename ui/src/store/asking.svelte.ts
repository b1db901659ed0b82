/** A question that must be answered before something is carried out: one at a time. */

export interface Question {
  /** What it is about, as a sentence of the engine's. */
  text: string;
  answer: (yes: boolean) => void;
}

class Asking {
  question = $state.raw<Question | null>(null);

  /** Whether the person says yes. Whoever closes the dialog, or asks something else meanwhile, says no. */
  confirm(text: string): Promise<boolean> {
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
