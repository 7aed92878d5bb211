import { Button, Group, Text } from '@mantine/core';
import { cancelSave, useSave } from '../features/save-view/save-store.ts';
import { baseName } from '../lib/paths.ts';
import { ProgressLine } from './progress-line.tsx';

/** The table that is being saved, of whichever screen, with the way out of it; nothing where none is. */
export function SaveProgress() {
  const saving = useSave((state) => state.saving);
  if (saving === null) return null;
  const { path, share, isCancelling } = saving;
  const label = isCancelling ? 'Cancelling' : `Saving ${baseName(path)}`;
  return (
    <Group gap="md" wrap="nowrap" role="status" aria-label="Saving">
      <Text size="sm" fw={550} truncate maw={320} title={path}>
        {label}
      </Text>
      <ProgressLine label={label} share={isCancelling ? null : share} />
      <Button
        variant="default"
        size="xs"
        loading={isCancelling}
        onClick={() => void cancelSave()}
        style={{ flexShrink: 0 }}
      >
        Cancel saving
      </Button>
    </Group>
  );
}
