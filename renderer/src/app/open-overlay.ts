const overlays = [
  '[role="dialog"]',
  '[role="alertdialog"]',
  '[role="menu"]',
  '[aria-haspopup][aria-expanded="true"]',
].join();

/** Whether a dialog, a menu or a list of choices is open over the screen. */
export function isOverlayOpen(): boolean {
  return [...document.querySelectorAll(overlays)].some((element) => element.checkVisibility());
}
