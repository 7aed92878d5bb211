import { Group, Kbd } from '@mantine/core';

const isMac = navigator.userAgent.includes('Mac');
const names: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  Enter: isMac ? '↩' : 'Enter',
  Escape: 'Esc',
};

/** The keys of a shortcut, as they stand on the keyboard. */
export function ShortcutKeys({ shortcut }: { shortcut: string }) {
  return (
    <Group component="span" gap={4} wrap="nowrap">
      {shortcut.split('+').map((key) => (
        <Kbd key={key} size="xs">
          {names[key] ?? key}
        </Kbd>
      ))}
    </Group>
  );
}
