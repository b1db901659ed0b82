/** One at a time: while the work is under way, asking for it again joins it. So a dialog is never opened twice. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work().finally(() => (running = null));
    return running;
  };
}
