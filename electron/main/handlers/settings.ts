import { nativeTheme } from 'electron';
import { AppError } from '../app-error.ts';
import type { InputPaths } from '../input-paths.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

/** The user's settings. */
export function settingsHandlers(
  state: StoredState,
  inputs: InputPaths,
): Pick<Handlers, 'settings:get' | 'settings:set'> {
  return {
    'settings:get': () => state.settings,
    'settings:set': async (change) => {
      // What is remembered here may be read after a restart.
      await inputs.assertGiven(change.recentInputs?.flat() ?? []);
      const saving = state.changeSettings(change);
      nativeTheme.themeSource = state.settings.theme;
      return saving.catch((cause: unknown) => {
        const reason = isSystemError(cause) ? cause.code : String(cause);
        const message = `${state.path}: cannot be written (${reason}). The change holds until the app is closed.`;
        throw new AppError({ code: 'FILE_FAILED', message }, { cause });
      });
    },
  };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
