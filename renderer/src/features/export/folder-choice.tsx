import { Button, Group, Text } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { call } from '../../lib/call.ts';
import { chooseFolder } from './export-choices.ts';

/** Where the export goes; the native dialog is the only way to say so. */
export function FolderChoice({ folder, isDisabled }: { folder: string | null; isDisabled: boolean }) {
  const choose = async () => {
    const chosen = await call(window.api.dialog.chooseFolder());
    if (chosen !== null) chooseFolder(chosen);
  };
  return (
    <Group justify="space-between" wrap="nowrap" align="center" role="group" aria-label="Folder">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550}>
          Folder
        </Text>
        <Text size="sm" {...(folder === null ? { c: 'dimmed' } : {})} style={{ overflowWrap: 'anywhere' }}>
          {folder ?? 'None chosen yet'}
        </Text>
      </div>
      <Button
        variant="default"
        disabled={isDisabled}
        style={{ flexShrink: 0 }}
        leftSection={<IconFolderOpen size={18} aria-hidden />}
        onClick={() => void choose()}
      >
        Choose…
      </Button>
    </Group>
  );
}
