import { nativeTheme } from 'electron';
import type { Settings } from '../../../shared/ipc/settings.ts';
import { AppError } from '../app-error.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

/** The user's settings. */
export function settingsHandlers(state: StoredState): Pick<Handlers, 'settings:get' | 'settings:set'> {
  return {
    'settings:get': () => state.settings,
    'settings:set': async (change) => {
      const saving = state.changeSettings(named(change));
      nativeTheme.themeSource = state.settings.theme;
      return saving.catch((cause: unknown) => {
        const reason = isSystemError(cause) ? cause.code : String(cause);
        const message = `${state.path}: cannot be written (${reason}). The change holds until the app is closed.`;
        throw new AppError({ code: 'FILE_FAILED', message }, { cause });
      });
    },
  };
}

/** The change without keys that are there and undefined: those would erase. */
function named({
  theme,
  memoryLimit,
  threads,
  recentInputs,
  config,
  dailyColumns,
  currency,
  runStoreLimitBytes,
}: { [Key in keyof Settings]?: Settings[Key] | undefined }): Partial<Settings> {
  return {
    ...(theme === undefined ? {} : { theme }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(threads === undefined ? {} : { threads }),
    ...(recentInputs === undefined ? {} : { recentInputs }),
    ...(config === undefined ? {} : { config }),
    ...(dailyColumns === undefined ? {} : { dailyColumns }),
    ...(currency === undefined ? {} : { currency }),
    ...(runStoreLimitBytes === undefined ? {} : { runStoreLimitBytes }),
  };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
