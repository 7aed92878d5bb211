import { readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { pathSchema, variableNameSchema } from '../../shared/ipc/schemas.ts';
import { defaultSettings, type Settings, settingsSchema } from '../../shared/ipc/settings.ts';
import { migrate } from '../../shared/run/migrations/migrate.ts';
import type { StoredJson } from '../../shared/run/migrations/migration.ts';
import { currentFormat } from '../../shared/run/migrations/migrations.ts';
import { LateWrite } from './late-write.ts';
import { writeOwn } from './write-atomically.ts';

const windowStateSchema = z.object({
  /** Null for wherever the desktop puts it. */
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  isMaximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

const absolutePath = pathSchema.refine(isAbsolute);

const defaultWindow: WindowState = { position: null, width: 1280, height: 800, isMaximized: false };

/** What the user chose in native dialogs. The page can ask for a dialog, never set a path itself. */
const chosenSchema = z
  .object({
    /** Null for the app's own folder. */
    runsFolder: absolutePath.nullable().catch(null),
    /** Null for the folder of the run. */
    spillFolder: absolutePath.nullable().catch(null),
    /** Configurations that were opened or saved, the latest first: these may be written again. */
    configs: z.array(absolutePath).catch([]),
    /** Environment variables that configurations name which were opened, or that were allowed; the latest first. */
    variables: z.array(variableNameSchema).catch([]),
  })
  .catch({ runsFolder: null, spillFolder: null, configs: [], variables: [] });
type Chosen = z.infer<typeof chosenSchema>;

const maxConfigsRemembered = 50;
const maxVariablesRemembered = 1000;

// A value that no longer fits (a newer version wrote it, a hand edited it) falls back alone, not the whole file.
const {
  theme,
  memoryLimit,
  threads,
  recentInputs,
  config,
  currency,
  runStoreLimitBytes,
  dailyColumns,
  dataColumns,
} = settingsSchema.shape;
const stateSchema = z.object({
  settings: z.object({
    theme: theme.catch(defaultSettings.theme),
    memoryLimit: memoryLimit.catch(defaultSettings.memoryLimit),
    threads: threads.catch(defaultSettings.threads),
    recentInputs: recentInputs.catch(defaultSettings.recentInputs),
    config: config.catch(defaultSettings.config),
    dailyColumns: dailyColumns.catch(defaultSettings.dailyColumns),
    currency: currency.catch(defaultSettings.currency),
    runStoreLimitBytes: runStoreLimitBytes.catch(defaultSettings.runStoreLimitBytes),
    dataColumns: dataColumns.catch(defaultSettings.dataColumns),
  }),
  window: windowStateSchema.catch(defaultWindow),
  /** Where the last export went. The app's own: the page may export to it without a dialog. */
  exportFolder: z.string().nullable().catch(null),
  chosen: chosenSchema,
});
type State = z.infer<typeof stateSchema>;

/** What outlives the app: the user's settings and the place of the window, as one JSON file. */
export class StoredState {
  readonly path: string;
  #state: State;
  /** As it was read: keys of other versions stay in the file; a newer one is kept whole under another name. */
  readonly #read: StoredJson;
  /** The name that a file of a newer version is kept under before this version writes its own. */
  #keepAs: string | null;
  readonly #writing = new LateWrite(() => this.#write());

  /** Reads the file; what is missing or does not fit has its default. */
  constructor(path: string) {
    this.path = path;
    const { json, keepAs } = readJson(path);
    this.#read = keepAs === null ? json : {};
    this.#keepAs = keepAs;
    this.#state = stateOf(json);
  }

  async #write(): Promise<void> {
    if (this.#keepAs !== null) await copyFile(this.path, join(dirname(this.path), this.#keepAs));
    this.#keepAs = null;
    const kept = { ...over(this.#read, this.#state), format_version: currentFormat };
    await writeOwn(this.path, `${JSON.stringify(kept, null, 2)}\n`);
  }

  get settings(): Settings {
    return this.#state.settings;
  }

  get window(): WindowState {
    return this.#state.window;
  }

  get exportFolder(): string | null {
    return this.#state.exportFolder;
  }

  /** @param change what is left out, or undefined, stays as it is */
  changeSettings(change: { [Key in keyof Settings]?: Settings[Key] | undefined }): Promise<Settings> {
    const named = Object.entries(change).filter(([, value]) => value !== undefined);
    const settings = settingsSchema.parse({ ...this.settings, ...Object.fromEntries(named) });
    this.#state = { ...this.#state, settings };
    return this.#writing.request().then(() => this.settings);
  }

  get folders(): Pick<Chosen, 'runsFolder' | 'spillFolder'> {
    return this.#state.chosen;
  }

  changeFolders(change: Partial<Pick<Chosen, 'runsFolder' | 'spillFolder'>>): Promise<void> {
    this.#state = { ...this.#state, chosen: { ...this.#state.chosen, ...change } };
    return this.#writing.request();
  }

  /** Whether the user chose this file for a configuration, now or before a restart. */
  isChosenConfig(path: string): boolean {
    return this.#state.chosen.configs.includes(path);
  }

  rememberConfig(path: string): Promise<void> {
    const { chosen } = this.#state;
    const others = chosen.configs.filter((other) => other !== path);
    const configs = [path, ...others].slice(0, maxConfigsRemembered);
    this.#state = { ...this.#state, chosen: { ...chosen, configs } };
    return this.#writing.request();
  }

  /** The variables that a configuration names which the user opened, or that the user allowed, now or before a restart. */
  get knownVariables(): ReadonlySet<string> {
    return new Set(this.#state.chosen.variables);
  }

  rememberVariables(names: readonly string[]): Promise<void> {
    const { chosen } = this.#state;
    const variables = [...new Set([...names, ...chosen.variables])].slice(0, maxVariablesRemembered);
    this.#state = { ...this.#state, chosen: { ...chosen, variables } };
    return this.#writing.request();
  }

  changeWindow(window: WindowState): Promise<void> {
    this.#state = { ...this.#state, window };
    return this.#writing.request();
  }

  changeExportFolder(exportFolder: string): Promise<void> {
    this.#state = { ...this.#state, exportFolder };
    return this.#writing.request();
  }

  /** Writes at once what is still to be written. Resolves once everything is on disk. */
  settled(): Promise<void> {
    return this.#writing.flush();
  }
}

/** Settings as the current form has them, whatever fits of those of a newer version. */
function readJson(path: string): { json: StoredJson; keepAs: string | null } {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const migrated = migrate('settings', stored);
    if (migrated.json !== null) return { json: migrated.json, keepAs: null };
    if (!migrated.isNewer) return { json: {}, keepAs: null };
    return { json: objectSchema.parse(stored), keepAs: 'settings.newer.json' };
  } catch {
    return { json: {}, keepAs: null };
  }
}

const objectSchema = z.record(z.string(), z.unknown());

function stateOf(json: StoredJson): State {
  const parsed = stateSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const chosen = chosenSchema.parse(undefined);
  return { settings: defaultSettings, window: defaultWindow, exportFolder: null, chosen };
}

/** What is known over what was read: keys that this version does not know stay. */
function over(read: StoredJson, known: Readonly<Record<string, unknown>>): StoredJson {
  const merged = Object.entries(known).map(([key, value]): [string, unknown] => {
    const [before, after] = [objectSchema.safeParse(read[key]), objectSchema.safeParse(value)];
    return [key, before.success && after.success ? { ...before.data, ...after.data } : value];
  });
  return { ...read, ...Object.fromEntries(merged) };
}
