/** Full screen for the whole page, so that menus and dialogs that open over a video are seen there as well. */
export function toggleFull(): void {
  if (document.fullscreenElement) leaveFull();
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}

export function leaveFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
}
