import { type BrowserWindow, dialog } from 'electron';

const crashesWithinMs = 60_000;

/**
 * A page that is gone is loaded again: runs go on in the engine meanwhile. One that goes again and again, or hangs,
 * is left to the user.
 */
export function watchHealth(window: BrowserWindow): void {
  let lastCrashMs = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const isAgain = performance.now() - lastCrashMs < crashesWithinMs;
    lastCrashMs = performance.now();
    if (!isAgain) window.webContents.reload();
    else void askWhatNext(window, `The window stopped working twice within a minute (${reason}).`, 'Close');
  });
  window.on('unresponsive', () => void askWhatNext(window, 'The window does not answer.', 'Wait'));
}

async function askWhatNext(
  window: BrowserWindow,
  message: string,
  otherwise: 'Close' | 'Wait',
): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail: 'Loading it again keeps settings and finished runs; a run under way goes on.',
    buttons: ['Load again', otherwise],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 1) {
    if (otherwise === 'Close') window.close();
    return;
  }
  // A page that hangs does not end by itself.
  if (otherwise === 'Wait') window.webContents.forcefullyCrashRenderer();
  else window.webContents.reload();
}
