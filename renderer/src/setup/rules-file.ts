import { call } from '../lib/call.ts';
import { notifyFailure } from '../lib/notify.ts';
import { defaultText, replaceRules, resetToDefaults, useRules } from './rules-store.ts';
import { replaceOnceAsked } from './unsaved-changes.ts';

/** Asks for a configuration file and takes it as the rules; asks about unsaved changes first. */
export function openRules(): Promise<void> {
  return replaceOnceAsked(async () => {
    try {
      const opened = await call(window.api.dialog.openConfig());
      if (opened !== null) replaceRules({ ...opened, saved: opened.text });
    } catch (error) {
      notifyFailure('The rules were not opened', error);
    }
  });
}

/** Takes the defaults as the text; asks about unsaved changes first. */
export async function resetRules(): Promise<void> {
  if (useRules.getState().text !== defaultText) await replaceOnceAsked(resetToDefaults);
}

/** Takes the defaults as the rules, without the file there was; asks about unsaved changes first. */
export function leaveRulesFile(): Promise<void> {
  return replaceOnceAsked(() => replaceRules({ path: null, text: defaultText, saved: defaultText }));
}

/** Writes the rules to their file; asks for one where they have none. @returns whether they were written */
export function saveRules(): Promise<boolean> {
  return saveTo(useRules.getState().path);
}

/** Writes the rules to a file that is asked for, and stays with it. @returns whether they were written */
export function saveRulesAs(): Promise<boolean> {
  return saveTo(null);
}

async function saveTo(target: string | null): Promise<boolean> {
  const { text } = useRules.getState();
  try {
    const path = await call(window.api.dialog.saveConfig({ path: target, text }));
    if (path !== null) replaceRules({ path, saved: text });
    return path !== null;
  } catch (error) {
    notifyFailure('The rules were not saved', error);
    return false;
  }
}
