import { Button, Group, Modal, Text } from '@mantine/core';
import { baseName } from '../../lib/paths.ts';
import { saveRules } from '../../setup/rules-file.ts';
import { useRules } from '../../setup/rules-store.ts';
import { goOn, keepChanges, useUnsaved } from '../../setup/unsaved-changes.ts';

/** Asks before unsaved rules are replaced, from whichever screen. */
export function UnsavedDialog() {
  const isOpen = useUnsaved(({ replacement }) => replacement !== null);
  const path = useRules((state) => state.path);
  const save = async () => {
    if (await saveRules()) await goOn();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={keepChanges}
      title="Save the changes to the rules?"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {path === null ? 'The rules have' : `${baseName(path)} has`} unsaved changes. Without saving they are
        lost.
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={keepChanges}>
          Cancel
        </Button>
        <Button variant="default" onClick={() => void goOn()}>
          Discard
        </Button>
        <Button onClick={() => void save()} data-autofocus>
          {path === null ? 'Save as…' : 'Save'}
        </Button>
      </Group>
    </Modal>
  );
}
