import { Center, Grid, Group, Loader, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { renderConfig } from '../../../../../shared/config/render-config.ts';
import type { HistoryEntry } from '../../../../../shared/ipc/history.ts';
import type { FinishedRun } from '../../../../../shared/ipc/schemas.ts';
import { DiffLines } from '../../../components/diff-lines.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useComparison } from '../../../results/history-query.ts';
import { useFinishedRun } from '../../../results/runs-query.ts';
import { compare, useHistoryState } from '../history-store.ts';
import { runName } from '../run-name.ts';
import { ChecksCompared } from './checks-compared.tsx';
import { CountsCompared } from './counts-compared.tsx';
import { DauOverlay } from './dau-overlay.tsx';
import { RetentionCompared } from './retention-compared.tsx';

/** Two finished runs side by side; without a choice, the latest and the one before. */
export function CompareView({ entries }: { entries: readonly HistoryEntry[] }) {
  const finished = entries.filter(({ result }) => result !== null);
  const [latest, previous] = finished;
  const marked = useHistoryState((state) => state.marked);
  if (latest === undefined || previous === undefined)
    return (
      <EmptyState icon={IconArrowsDiff} title="Nothing to compare yet">
        Comparing takes two finished runs; there is {latest === undefined ? 'none' : 'one'}. Run again with
        other rules or other sources, and hold the results against each other here.
      </EmptyState>
    );
  const ids = finished.map(({ id }) => id);
  const [a = previous.id, b = latest.id] =
    marked.length === 2 && marked.every((id) => ids.includes(id)) ? marked : [];
  return (
    <Stack gap="lg">
      <Group gap="md">
        <RunSelect letter="A" value={a} other={b} finished={finished} onChange={(id) => compare(id, b)} />
        <RunSelect letter="B" value={b} other={a} finished={finished} onChange={(id) => compare(a, id)} />
      </Group>
      <Compared key={`${a} ${b}`} a={a} b={b} />
    </Stack>
  );
}

type RunSelectProps = {
  letter: 'A' | 'B';
  value: string;
  /** The run on the other side, which this one cannot be. */
  other: string;
  finished: readonly HistoryEntry[];
  onChange: (id: string) => void;
};

function RunSelect({ letter, value, other, finished, onChange }: RunSelectProps) {
  return (
    <Select
      label={`Run ${letter}`}
      w={420}
      allowDeselect={false}
      searchable
      value={value}
      data={finished.map((entry) => ({
        value: entry.id,
        label: runName(entry),
        disabled: entry.id === other,
      }))}
      onChange={(id) => id !== null && onChange(id)}
    />
  );
}

function Compared({ a, b }: { a: string; b: string }) {
  const [left, right] = [useFinishedRun(a), useFinishedRun(b)];
  const error = left.error ?? right.error;
  if (error !== null) return <ErrorAlert title="The runs cannot be compared" message={error.message} />;
  if (left.data == null || right.data == null)
    return (
      <Center mih={320}>
        <Loader aria-label="Reading both runs" />
      </Center>
    );
  return (
    <>
      <Grid gap="lg">
        <Grid.Col span={7}>
          <CountsCompared a={left.data} b={right.data} />
        </Grid.Col>
        <Grid.Col span={5}>
          <RulesCompared a={left.data} b={right.data} />
        </Grid.Col>
      </Grid>
      <ChecksCompared a={left.data.report.checks} b={right.data.report.checks} />
      <Figures a={a} b={b} />
    </>
  );
}

function RulesCompared({ a, b }: { a: FinishedRun; b: FinishedRun }) {
  const [before, after] = [renderConfig(a.manifest.config), renderConfig(b.manifest.config)];
  return (
    <Paper withBorder p="md" h="100%" component="section" aria-label="Rules compared">
      <Title order={2} size="h5">
        Rules
      </Title>
      {before === after ? (
        <Text size="sm" mt={4}>
          The same in both runs.
        </Text>
      ) : (
        <DiffLines label="Rules that differ, A to B" before={before} after={after} />
      )}
    </Paper>
  );
}

function Figures({ a, b }: { a: string; b: string }) {
  const { data: comparison, error } = useComparison(a, b);
  if (error !== null) return <ErrorAlert title="The runs cannot be compared" message={error.message} />;
  if (comparison === undefined)
    return (
      <Center mih={320}>
        <Loader aria-label="Reading the figures of both runs" />
      </Center>
    );
  return (
    <>
      <DauOverlay comparison={comparison} />
      <RetentionCompared comparison={comparison} />
    </>
  );
}
