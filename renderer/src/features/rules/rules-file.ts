import { call } from '../../lib/call.ts';
import { replaceRules, tellFailure, useRules } from './rules-store.ts';

/** Asks for a configuration file and takes it as the rules. */
export async function openRules(): Promise<void> {
  try {
    const opened = await call(window.api.dialog.openConfig());
    if (opened !== null) replaceRules({ ...opened, saved: opened.text });
  } catch (error) {
    tellFailure(error);
  }
}

/** Writes the rules to their file; asks for one where they have none. */
export function saveRules(): Promise<void> {
  return saveTo(useRules.getState().path);
}

/** Writes the rules to a file that is asked for, and stays with it. */
export function saveRulesAs(): Promise<void> {
  return saveTo(null);
}

async function saveTo(target: string | null): Promise<void> {
  const { text } = useRules.getState();
  try {
    const path = await call(window.api.dialog.saveConfig({ path: target, text }));
    if (path !== null) replaceRules({ path, saved: text });
  } catch (error) {
    tellFailure(error);
  }
}
