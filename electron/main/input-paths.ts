import { AppError } from './app-error.ts';
import type { RunRecords } from './run-records.ts';
import type { StoredState } from './stored-state.ts';

type Options = {
  /** The sample that comes with the app. */
  sample: string;
  /** Knows what was opened before. */
  state: StoredState;
  /** Know what earlier runs read. */
  records: RunRecords;
};

/**
 * The files and folders that may be read: a page cannot make the app read anything else. They are compared by the very
 * name they were given by. A name that only leads to one of them, by `..` or a link, is another name; so nothing on disk
 * is touched for a name that is unknown.
 */
export class InputPaths {
  readonly #records: RunRecords;
  readonly #given: Set<string>;

  constructor({ sample, state, records }: Options) {
    this.#records = records;
    this.#given = new Set([sample, ...state.settings.recentInputs.flat()]);
  }

  /** The user has dropped or chosen these, or the engine has found them in a folder that the user gave. */
  add(paths: readonly string[]): void {
    for (const path of paths) this.#given.add(path);
  }

  /** Those of the paths that the user did not give, in this life of the app or an earlier one. */
  async notGiven(paths: readonly string[]): Promise<string[]> {
    const isUnknown = (path: string) => !this.#given.has(path);
    if (!paths.some(isUnknown)) return [];
    for (const { inputs } of await this.#records.list()) this.add(inputs);
    return paths.filter(isUnknown);
  }

  /** @throws AppError FORBIDDEN where the user did not give them all */
  async assertGiven(paths: readonly string[]): Promise<void> {
    const [first] = await this.notGiven(paths);
    if (first !== undefined) throw new AppError({ code: 'FORBIDDEN', message: notGivenText(first) });
  }
}

/** Why a path is not read. */
export function notGivenText(path: string): string {
  return `${path}: is not read, for it was neither dropped nor chosen. Drop it on the window, or choose it with Open files or Open folder.`;
}
