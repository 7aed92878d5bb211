import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsDiff, IconTableExport } from '@tabler/icons-react';
import { useState } from 'react';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { failureOf } from '../../lib/call.ts';
import { toCsv } from '../../lib/csv.ts';
import { saveFile } from '../../lib/save-file.ts';
import { compare, useHistoryState } from './history-store.ts';
import { RunDetails } from './run-details.tsx';
import { RunTable } from './run-table.tsx';
import { runsTable } from './runs-csv.ts';

/** The table of runs, and the details of the one that is open. */
export function RunsView({ entries }: { entries: HistoryEntry[] }) {
  const open = useHistoryState(({ openId }) => entries.find(({ id }) => id === openId));
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <CompareBar entries={entries} />
        <SaveButton entries={entries} />
      </Group>
      <RunTable entries={entries} />
      {open !== undefined && <RunDetails key={open.id} entry={open} />}
    </Stack>
  );
}

function CompareBar({ entries }: { entries: readonly HistoryEntry[] }) {
  const marked = useHistoryState((state) => state.marked);
  const finished = entries.filter(({ result }) => result !== null);
  // The older run is what the later one is held against, in whichever order they were marked.
  const [later, earlier] = finished.filter(({ id }) => marked.includes(id));
  return (
    <Group gap="sm">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowsDiff size={16} aria-hidden />}
        disabled={later === undefined || earlier === undefined}
        onClick={() => later !== undefined && earlier !== undefined && compare(earlier.id, later.id)}
      >
        Compare marked runs
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {finished.length < 2
          ? `Comparing takes two finished runs; there is ${finished.length === 0 ? 'none' : 'one'}.`
          : marked.length < 2
            ? 'Mark two finished runs to compare them.'
            : 'Two runs are marked.'}
      </Text>
    </Group>
  );
}

function SaveButton({ entries }: { entries: readonly HistoryEntry[] }) {
  const [failure, setFailure] = useState<string | null>(null);
  const save = () => {
    setFailure(null);
    saveFile('Runs', 'csv', toCsv(runsTable(entries))).catch((error: unknown) =>
      setFailure(failureOf(error).message),
    );
  };
  return (
    <Group gap="sm">
      {failure !== null && (
        <Text size="sm" c="red" role="alert">
          {failure}
        </Text>
      )}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconTableExport size={16} aria-hidden />}
        onClick={save}
      >
        Save as CSV…
      </Button>
    </Group>
  );
}
