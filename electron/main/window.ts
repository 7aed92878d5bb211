import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import { appOrigin, devServerUrl } from './origin.ts';
import { securePreferences } from './security.ts';
import type { StoredState, WindowState } from './stored-state.ts';
import { watchHealth } from './window-health.ts';

const rememberAfterMs = 300;

/** Opens the window where it was last, and keeps its place remembered. */
export function openWindow(state: StoredState): BrowserWindow {
  const { width, height, isMaximized } = state.window;
  const window = new BrowserWindow({
    ...visiblePosition(state.window),
    width,
    height,
    minWidth: 960,
    minHeight: 640,
    show: false,
    autoHideMenuBar: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: { ...securePreferences, preload: join(import.meta.dirname, '../preload/index.cjs') },
  });
  if (isMaximized) window.maximize();
  // Shown once there is something to see: no white flash.
  window.once('ready-to-show', () => window.show());
  remember(window, state);
  watchHealth(window);
  void window.loadURL(devServerUrl ?? `${appOrigin}/`);
  return window;
}

function remember(window: BrowserWindow, state: StoredState): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    // A place that cannot be saved is not worth an interruption.
    const { x, y, width, height } = window.getNormalBounds();
    state
      .changeWindow({ position: { x, y }, width, height, isMaximized: window.isMaximized() })
      .catch(() => {});
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, rememberAfterMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
}

/** The remembered position; none where the display it was on is gone. */
function visiblePosition({ position, width, height }: WindowState): { x: number; y: number } | null {
  if (position === null) return null;
  const place = { ...position, width, height };
  return screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, place)) ? position : null;
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return wide > 100 && high > 40;
}
