import type { BrowserWindow } from 'electron';
import type { Carries, EventName } from '../../shared/ipc/contract.ts';
import { tell } from './ipc.ts';
import type { StoredState } from './stored-state.ts';
import { openWindow } from './window.ts';

/** What a page is told once and cannot ask for: it waits for one that hears. */
const lasting: readonly EventName[] = ['menu:command', 'history:removed', 'history:interrupted'];
const maxWaiting = 100;

/** The app's one window. On macOS it may be closed while the app goes on. */
export class AppWindow {
  readonly #state: StoredState;
  #window: BrowserWindow | null = null;
  /** Whether its page hears: not before it is loaded, nor while it is loaded again. */
  #isHearing = false;
  #waiting: (() => void)[] = [];
  #onOpen: (window: BrowserWindow) => void = () => {};

  constructor(state: StoredState) {
    this.#state = state;
  }

  /** The window; null where it is closed. */
  get opened(): BrowserWindow | null {
    return this.#window;
  }

  /** Has every window met that is opened from now on. */
  onOpen(meet: (window: BrowserWindow) => void): void {
    this.#onOpen = meet;
  }

  /** The window, opened where it is not. */
  get(): BrowserWindow {
    if (this.#window !== null) return this.#window;
    const opened = openWindow(this.#state);
    const deafen = () => {
      this.#isHearing = false;
    };
    opened.on('closed', () => {
      this.#window = null;
      deafen();
    });
    opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) deafen();
    });
    opened.webContents.on('render-process-gone', deafen);
    this.#window = opened;
    this.#onOpen(opened);
    return opened;
  }

  /** Brings it before the user. */
  show(): void {
    const window = this.get();
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Its page hears from now on: what waited for that is told. */
  hear(): void {
    this.#isHearing = true;
    for (const send of this.#waiting.splice(0)) send();
  }

  /**
   * Tells its page something. What a page can ask for is told nobody where there is no page; the rest waits for one that
   * hears.
   */
  send<Name extends EventName>(name: Name, value: Carries<Name>): void {
    if (!this.#isHearing && lasting.includes(name)) {
      this.#waiting.push(() => this.send(name, value));
      this.#waiting.splice(0, this.#waiting.length - maxWaiting);
    } else if (this.#window !== null) tell(this.#window.webContents, name, value);
  }
}
