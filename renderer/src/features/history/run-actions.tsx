import { Button, Group, Text } from '@mantine/core';
import { IconChartLine, IconFileText, IconFolder, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { failureOf } from '../../lib/call.ts';
import { showInFolder } from '../../lib/show-in-folder.ts';
import { useFinishedRun } from '../../results/runs-query.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { openRun } from './open-run.ts';
import { prepareAgain } from './run-again.ts';

/** What can be done with a run. */
export function RunActions({ entry }: { entry: HistoryEntry }) {
  const { id, logFile, result } = entry;
  const { data: run } = useFinishedRun(result === null ? null : id);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = (action: () => Promise<unknown>) => {
    setFailure(null);
    action().catch((error: unknown) => setFailure(failureOf(error).message));
  };
  return (
    <div>
      <Group gap="xs">
        {result !== null && (
          <Button size="xs" leftSection={<IconChartLine size={16} aria-hidden />} onClick={() => openRun(id)}>
            Open
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRepeat size={16} aria-hidden />}
          onClick={() => attempt(() => prepareAgain(id))}
        >
          Run again…
        </Button>
        {run != null && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => showInFolder(run.folder)}
          >
            Show in folder
          </Button>
        )}
        {logFile !== null && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFileText size={16} aria-hidden />}
            onClick={() => showInFolder(logFile)}
          >
            Show log in folder
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          Delete…
        </Button>
      </Group>
      {failure !== null && (
        <Text size="sm" c="red" role="alert" mt="xs">
          {failure}
        </Text>
      )}
      <DeleteDialog entry={entry} isOpen={isAsking} onClose={() => setAsking(false)} />
    </div>
  );
}
