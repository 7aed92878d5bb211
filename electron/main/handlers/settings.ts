import { nativeTheme } from 'electron';
import type { Settings } from '../../../shared/ipc/settings.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';

/** The user's settings. */
export function settingsHandlers(state: StoredState): Pick<Handlers, 'settings:get' | 'settings:set'> {
  return {
    'settings:get': () => state.settings,
    'settings:set': async (change) => {
      const settings = await state.changeSettings(named(change));
      nativeTheme.themeSource = settings.theme;
      return settings;
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
}: { [Key in keyof Settings]?: Settings[Key] | undefined }): Partial<Settings> {
  return {
    ...(theme === undefined ? {} : { theme }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(threads === undefined ? {} : { threads }),
    ...(recentInputs === undefined ? {} : { recentInputs }),
    ...(config === undefined ? {} : { config }),
    ...(dailyColumns === undefined ? {} : { dailyColumns }),
  };
}
