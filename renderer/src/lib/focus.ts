/** Whether what had the focus is gone from the page: a screen reader then falls silent. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
