import type { BrowserWindow } from 'electron';
import type { EventName } from '../../shared/ipc/channels.ts';
import type { Carries } from '../../shared/ipc/contract.ts';
import { tell } from './ipc.ts';
import type { StoredState } from './stored-state.ts';
import { openWindow } from './window.ts';

/** The app's one window. On macOS it may be closed while the app goes on. */
export class AppWindow {
  readonly #state: StoredState;
  #window: BrowserWindow | null = null;

  constructor(state: StoredState) {
    this.#state = state;
  }

  /** The window, opened where it is not. */
  get(): BrowserWindow {
    if (this.#window !== null) return this.#window;
    const opened = openWindow(this.#state);
    opened.on('closed', () => {
      this.#window = null;
    });
    this.#window = opened;
    return opened;
  }

  /** Brings it before the user. */
  show(): void {
    const window = this.get();
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Tells it something; nobody where it is closed. */
  send<Name extends EventName>(name: Name, value: Carries<Name>): void {
    if (this.#window !== null) tell(this.#window.webContents, name, value);
  }
}
