/** Typing rests for a moment before anybody is asked: each call begins the rest anew. Milliseconds. */
export function afterPause(work: () => void, pause = 150): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const soon = () => {
    stop();
    timer = setTimeout(work, pause);
  };
  return { soon, stop };
}
