import { AppError } from './app-error.ts';
import type { StoredState } from './stored-state.ts';

/** The folders that may be exported to: a page cannot make the app write anywhere else. */
export class ExportFolders {
  readonly #state: StoredState;
  readonly #chosen = new Set<string>();

  constructor(state: StoredState) {
    this.#state = state;
  }

  /** Where the last export went, in an earlier life of the app too. */
  get last(): string | null {
    return this.#state.exportFolder;
  }

  /** All of them. */
  get all(): string[] {
    return this.last === null ? [...this.#chosen] : [this.last, ...this.#chosen];
  }

  /** The user has chosen a folder in a dialog. */
  add(folder: string): void {
    this.#chosen.add(folder);
  }

  /** @throws AppError FORBIDDEN where the user never chose the folder */
  assertChosen(folder: string): void {
    if (this.#chosen.has(folder) || folder === this.last) return;
    throw new AppError({ code: 'FORBIDDEN', message: `${folder}: choose the folder in the dialog first.` });
  }

  /** Keeps a folder for the next time. That it cannot be kept is no reason not to export. */
  async remember(folder: string): Promise<void> {
    this.#chosen.add(folder);
    await this.#state.changeExportFolder(folder).catch(() => {});
  }
}
