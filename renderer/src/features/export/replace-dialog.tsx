import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ExportTarget } from '../../../../shared/ipc/export.ts';
import { ReplacedList } from './replaced-list.tsx';

type ReplaceDialogProps = {
  folder: string;
  /** Null while nothing is asked. */
  entries: ExportTarget['existing'] | null;
  onReplace: () => void;
  onClose: () => void;
};

/** Asks before anything in the folder is replaced. */
export function ReplaceDialog({ folder, entries, onReplace, onClose }: ReplaceDialogProps) {
  return (
    <Modal
      opened={entries !== null}
      onClose={onClose}
      title="Replace what is there?"
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': 'Keep them' }}
    >
      <Stack gap="sm">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {folder} holds these already. A folder is replaced with all that is in it; what is of another run
          goes, for it would stand beside a manifest that is not its own. Nothing else there is touched, and
          what is there stays whole until the export is complete.
        </Text>
        <ReplacedList entries={entries ?? []} />
      </Stack>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep them
        </Button>
        <Button color="red.9" onClick={onReplace}>
          Replace and export
        </Button>
      </Group>
    </Modal>
  );
}
