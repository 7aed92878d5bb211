import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { failureOfCall } from '../../lib/call.ts';
import { deleteRun } from './delete-run.ts';
import { runName } from './run-name.ts';

type DeleteDialogProps = { entry: HistoryEntry; isOpen: boolean; onClose: () => void };

/** Asks before a run is deleted, and says what goes. */
export function DeleteDialog({ entry, isOpen, onClose }: DeleteDialogProps) {
  const [isDeleting, setDeleting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = () => {
    setFailure(null);
    onClose();
  };
  const remove = async () => {
    setDeleting(true);
    try {
      await deleteRun(entry.id);
      close();
    } catch (error) {
      setFailure(failureOfCall(error).message);
    } finally {
      setDeleting(false);
    }
  };
  const { result, outcome, sizeBytes } = entry;
  const size = formatBytes(sizeBytes ?? 0);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title="Delete this run?"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
        {runName(entry)}
      </Text>
      <Text size="sm" mt="xs">
        {outcome === 'unreadable'
          ? `Whatever is in its folder (${size}), what is known of it and its log are removed from this machine.`
          : result === null
            ? 'What is known of it and its log are removed from this machine.'
            : `Its tables and report (${size}) and its log are removed from this machine.`}{' '}
        The inputs stay as they are. This cannot be undone.
      </Text>
      {failure !== null && <ErrorAlert title="The run was not deleted" message={failure} />}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={close} data-autofocus>
          Keep run
        </Button>
        <Button color="red.9" loading={isDeleting} onClick={() => void remove()}>
          Delete run
        </Button>
      </Group>
    </Modal>
  );
}
