import { useQuery } from '@tanstack/react-query';
import { defaultSettings, type Settings } from '../../../shared/ipc/settings.ts';
import { call } from './call.ts';
import { notifyFailure } from './notify.ts';
import { queryClient } from './query-client.ts';

const key = ['settings'];

/** The user's settings; the defaults until they are read. */
export function useSettings(): Settings {
  const { data } = useQuery({ queryKey: key, queryFn: () => call(window.api.settings.get()) });
  return data ?? defaultSettings;
}

/** Reads the settings before the first screen is drawn, so that nothing flickers. */
export async function loadSettings(): Promise<Settings> {
  return queryClient.query({ queryKey: key, queryFn: () => call(window.api.settings.get()) });
}

/** The settings as they are known now. */
export function currentSettings(): Settings {
  return queryClient.getQueryData<Settings>(key) ?? defaultSettings;
}

let lastChange = 0;

/** Changes settings at once on screen, then on disk; says so where they cannot be kept. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  queryClient.setQueryData(key, { ...currentSettings(), ...change });
  lastChange += 1;
  const thisChange = lastChange;
  try {
    const kept = await call(window.api.settings.set(change));
    // The answer to an earlier change knows nothing of a later one.
    if (thisChange === lastChange) queryClient.setQueryData(key, kept);
  } catch (error) {
    notifyFailure('The settings were not kept', error);
  }
}
