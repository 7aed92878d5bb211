import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { SaveCsvButton } from '../../components/save-csv-button.tsx';
import { compare, useHistoryState } from './history-store.ts';
import { RunDetails } from './run-details.tsx';
import { RunFigureDefinitions } from './run-figure-definitions.tsx';
import { RunTable } from './run-table.tsx';
import { runsTable } from './runs-csv.ts';

/** The table of runs, and the details of the one that is open. */
export function RunsView({ entries }: { entries: HistoryEntry[] }) {
  const open = useHistoryState(({ openId }) => entries.find(({ id }) => id === openId));
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <CompareBar entries={entries} />
        <SaveCsvButton name="Runs" table={() => runsTable(entries)} />
      </Group>
      <Stack gap="xs">
        <RunTable entries={entries} />
        <RunFigureDefinitions />
      </Stack>
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
