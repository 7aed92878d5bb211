import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { useLayoutEffect } from 'react';
import { type Command, commands, perform } from './commands.ts';
import { isOverlayOpen } from './open-overlay.ts';

/** Inputs that take no text: a digit pressed on them is no typing. */
const wordless = ['radio', 'checkbox', 'button', 'range'];

const cancel = commands.find(({ shortcut }) => shortcut === 'Escape');

const hotkeys = commands.flatMap((command): HotkeyItem[] => {
  const { shortcut } = command;
  if (shortcut === null || command === cancel) return [];
  const isPlain = !shortcut.includes('+');
  const press = () => {
    if (isPlain && isTyping(document.activeElement)) return;
    if (isAllowed(command)) void perform(command);
  };
  return [[shortcut, press, { preventDefault: !isPlain }]];
});

/** The keyboard: digits where nothing is being typed, the rest everywhere. A question that is open goes first. */
export function useShortcuts(): void {
  useHotkeys(hotkeys, [], true);
  // A layout effect is heard before the listeners of dialogs: what is open closes at this key, and nothing more.
  useLayoutEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || cancel === undefined || isOverlayOpen()) return;
      // Once the key is through: else the question could hear the very key that raised it, and close.
      setTimeout(() => void perform(cancel));
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}

/** The palette opens and closes over anything; other commands wait until a dialog is answered. */
function isAllowed({ id }: Command): boolean {
  return id === 'palette' || !isOverlayOpen();
}

function isTyping(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return !wordless.includes(element.type);
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}
