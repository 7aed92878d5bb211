import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defaultSettings, type Settings, settingsSchema } from '../../shared/ipc/settings.ts';
import { writeAtomically } from './write-atomically.ts';

const windowStateSchema = z.object({
  /** Null for wherever the desktop puts it. */
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  isMaximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

const defaultWindow: WindowState = { position: null, width: 1280, height: 800, isMaximized: false };

// A value that no longer fits (a newer version wrote it, a hand edited it) falls back alone, not the whole file.
const { theme, memoryLimit, threads, recentInputs, config, dataColumns } = settingsSchema.shape;
const stateSchema = z.object({
  settings: z.object({
    theme: theme.catch(defaultSettings.theme),
    memoryLimit: memoryLimit.catch(defaultSettings.memoryLimit),
    threads: threads.catch(defaultSettings.threads),
    recentInputs: recentInputs.catch(defaultSettings.recentInputs),
    config: config.catch(defaultSettings.config),
    dataColumns: dataColumns.catch(defaultSettings.dataColumns),
  }),
  window: windowStateSchema.catch(defaultWindow),
});
type State = z.infer<typeof stateSchema>;

/** What outlives the app: the user's settings and the place of the window, as one JSON file. */
export class StoredState {
  readonly #path: string;
  #state: State;
  #writing: Promise<void> = Promise.resolve();

  /** Reads the file; what is missing or does not fit has its default. */
  constructor(path: string) {
    this.#path = path;
    this.#state = readState(path);
  }

  get settings(): Settings {
    return this.#state.settings;
  }

  get window(): WindowState {
    return this.#state.window;
  }

  changeSettings(change: Partial<Settings>): Promise<Settings> {
    this.#state = { ...this.#state, settings: { ...this.#state.settings, ...change } };
    return this.#write().then(() => this.settings);
  }

  changeWindow(window: WindowState): Promise<void> {
    this.#state = { ...this.#state, window };
    return this.#write();
  }

  /** Resolves once everything is on disk. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** One write after the other; each writes the latest state. */
  #write(): Promise<void> {
    const write = () => writeAtomically(this.#path, `${JSON.stringify(this.#state, null, 2)}\n`);
    // A write that failed (a full disk) is told to its caller, and does not stand in the way of the next.
    this.#writing = this.#writing.catch(() => {}).then(write);
    return this.#writing;
  }
}

function readState(path: string): State {
  const fallback: State = { settings: defaultSettings, window: defaultWindow };
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}
