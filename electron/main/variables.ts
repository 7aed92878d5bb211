import { referencesInYaml } from '../../shared/config/variables.ts';
import type { StoredState } from './stored-state.ts';

/**
 * The environment variables that rules may take values from: those that a configuration names which the user opened, or
 * that the user allowed. The page's own text names none, for a page could name any.
 */
export class Variables {
  readonly #state: StoredState;

  constructor(state: StoredState) {
    this.#state = state;
  }

  /** The values of these; null where one may not be read, whether it is set or not; those that are not set are left out. */
  read(names: readonly string[]): Record<string, string | null> {
    const known = this.#state.knownVariables;
    return Object.fromEntries(
      names.flatMap((name): [string, string | null][] => {
        if (!known.has(name)) return [[name, null]];
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  /** What a text names and may not be read. */
  unknownIn(text: string): string[] {
    const known = this.#state.knownVariables;
    return referencesInYaml(text).filter((name) => !known.has(name));
  }

  /** The user opened this text, or allowed what it names. That it cannot be kept costs a question after a restart, no more. */
  async add(text: string): Promise<void> {
    await this.#state.rememberVariables(referencesInYaml(text)).catch(() => {});
  }
}
