import { nativeTheme } from 'electron';
import { type Settings, settingsSchema } from '../../../shared/ipc/settings.ts';
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
function named(change: { [Key in keyof Settings]?: Settings[Key] | undefined }): Partial<Settings> {
  let kept: Partial<Settings> = {};
  for (const key of settingsSchema.keyof().options)
    if (change[key] !== undefined) kept = { ...kept, [key]: change[key] };
  return kept;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
