/** A question that must be answered before something is carried out: one at a time. */
import type { Objection } from "../bindings/Objection";
import { isFailure, type Told } from "../logic/engineWords";

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

/**
 * Sends what may cost, once, and beyond a limit only after a yes: one that the price named, or one that the engine meets because it
 * is passed only now. Whether it was sent.
 */
export async function sendWithin(send: (agreed: number | null) => Promise<unknown>, total: number | null, objections: Objection[] = []): Promise<boolean> {
  const limit = objections.find((objection) => objection.asks);
  if (limit && !(await asking.confirm(limit))) return false;
  try {
    await send(limit ? agreedTo(total) : null);
  } catch (thrown) {
    if (limit || !isFailure(thrown) || thrown.code !== "beyondLimit") throw thrown;
    if (!(await asking.confirm(thrown))) return false;
    await send(agreedTo(total));
  }
  return true;
}

/** The credits to which a yes agrees: what was shown, or whatever it costs where no price was. */
function agreedTo(shown: number | null): number {
  return shown ?? Number.MAX_VALUE;
}
