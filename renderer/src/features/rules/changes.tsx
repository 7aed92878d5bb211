import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { DiffLines } from '../../components/diff-lines.tsx';
import { baseName } from '../../lib/paths.ts';
import { discardChanges, useRules } from '../../setup/rules-store.ts';

/** What the text is, and how it differs from what is saved, line by line. */
export function Changes() {
  const { path, text, saved } = useRules();
  const [isOpen, setOpen] = useState(false);
  const isChanged = text !== saved;
  const name = path === null ? 'Defaults' : baseName(path);
  return (
    <div>
      <Group justify="space-between" mih={26}>
        <Text size="sm" title={path ?? undefined}>
          <b>{name}</b>{' '}
          <Text span size="sm" c="dimmed" role="status" aria-label="State of the file">
            {isChanged ? 'Unsaved changes' : path === null ? 'In use as they are' : 'Saved'}
          </Text>
        </Text>
        {isChanged && (
          <Group gap={4}>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Hide changes' : 'Show changes'}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={discardChanges}>
              Discard changes
            </Button>
          </Group>
        )}
      </Group>
      {isChanged && isOpen && <DiffLines label="Changes" before={saved} after={text} />}
    </div>
  );
}
