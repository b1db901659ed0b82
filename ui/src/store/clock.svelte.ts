/** The time of day for estimates: one clock for all cards, which stands still while nothing is being made. */
const TICK = 1000;

class Clock {
  now = $state(Date.now());

  /** Runs until the returned function is called. */
  run(): () => void {
    this.now = Date.now();
    const timer = setInterval(() => (this.now = Date.now()), TICK);
    return () => clearInterval(timer);
  }
}

export const clock = new Clock();
