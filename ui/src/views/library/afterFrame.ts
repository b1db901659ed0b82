/**
 * Runs this once the next frame is painted, while it is brought to the screen: what is done before a frame is painted holds it up.
 * A timer would come later. What is returned calls it off.
 */
export function afterFrame(run: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  const frame = requestAnimationFrame(() => port2.postMessage(null));
  return () => {
    cancelAnimationFrame(frame);
    port1.close();
  };
}
