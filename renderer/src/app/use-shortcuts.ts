import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { askToCancel } from '../features/run/run-store.ts';
import { startRun } from '../features/run/start-run.ts';
import { openSources } from '../features/sources/open-sources.ts';
import { goTo } from './navigation-store.ts';
import { screens } from './screens.tsx';

/** Inputs that take no text: a digit pressed on them is no typing. */
const wordless = ['radio', 'checkbox', 'button', 'range'];

const digits: HotkeyItem[] = screens.flatMap(({ id, digit }) => {
  const show = () => {
    if (!isTyping(document.activeElement)) goTo(id);
  };
  return digit === null ? [] : [[digit, show, { preventDefault: false }] satisfies HotkeyItem];
});

const commands: HotkeyItem[] = [
  ['mod+O', () => void openSources('files')],
  ['mod+Enter', () => void startRun()],
  ['Escape', askToCancel, { preventDefault: false }],
];

/** The keyboard: digits where nothing is being typed, the rest everywhere. */
export function useShortcuts(): void {
  useHotkeys([...digits, ...commands], [], true);
}

function isTyping(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return !wordless.includes(element.type);
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}
