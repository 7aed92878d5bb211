import { Button, Group, Modal, Text } from '@mantine/core';
import { cancelRun, keepRunning, useCancelQuestion, useRun } from '../../lib/jobs/run-store.ts';

/** Asks before a run is cancelled, from whichever screen. */
export function CancelDialog() {
  const asked = useCancelQuestion(({ jobId }) => jobId);
  const isOpen = useRun(({ job }) => job?.jobId === asked && job?.status === 'running');
  return (
    <Modal
      opened={isOpen}
      onClose={keepRunning}
      title="Cancel this run?"
      centered
      closeButtonProps={{ 'aria-label': 'Keep running' }}
    >
      <Text size="sm">What it has done so far is discarded. Results of earlier runs stay as they are.</Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={keepRunning} data-autofocus>
          Keep running
        </Button>
        <Button color="red.9" onClick={() => cancelRun()}>
          Cancel run
        </Button>
      </Group>
    </Modal>
  );
}
