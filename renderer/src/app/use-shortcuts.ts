import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { askToCancel } from '../features/run/run-store.ts';
import { startRun } from '../features/run/start-run.ts';
import { openSources } from '../features/sources/open-sources.ts';
import { goTo } from './navigation-store.ts';
import { screens } from './screens.tsx';

const digits: HotkeyItem[] = screens.flatMap(({ id, digit }) =>
  digit === null ? [] : [[digit, () => goTo(id)] satisfies HotkeyItem],
);

/** The keyboard: digits where nothing is being typed, the rest everywhere. */
export function useShortcuts(): void {
  useHotkeys(digits);
  useHotkeys(
    [
      ['mod+O', () => void openSources('files')],
      ['mod+Enter', () => void startRun()],
      ['Escape', askToCancel, { preventDefault: false }],
    ],
    [],
  );
}
