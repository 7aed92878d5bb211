import { Group, Paper, Table, Title } from '@mantine/core';
import { formatNumber } from '../../../../../shared/format/number.ts';
import { formatRate, formatSeconds } from '../../../../../shared/format/quantity.ts';
import type { FinishedRun } from '../../../../../shared/ipc/schemas.ts';
import { type RunFigure, runFigures } from '../../../../../shared/metrics/run-figures.ts';
import { Definition } from '../../../components/definition.tsx';
import { SaveCsvButton } from '../../../components/save-csv-button.tsx';
import { formatChange, formatDay, formatDifference, noValue } from '../../../lib/format.ts';

type Row = {
  figure: RunFigure;
  of: (run: FinishedRun) => number;
  format?: (value: number) => string;
};

const rows: readonly Row[] = [
  { figure: runFigures.inputs, of: ({ manifest }) => manifest.inputs.length },
  { figure: runFigures.lines, of: ({ manifest }) => manifest.reconciliation.lines },
  { figure: runFigures.cleaned, of: ({ manifest }) => manifest.reconciliation.events_cleaned },
  { figure: runFigures.rejected, of: ({ manifest }) => manifest.reconciliation.events_rejected },
  { figure: runFigures.duplicates, of: ({ manifest }) => manifest.reconciliation.duplicates_removed },
  { figure: runFigures.blank, of: ({ manifest }) => manifest.reconciliation.blank_lines },
  { figure: runFigures.properties, of: ({ manifest }) => manifest.properties.length + manifest.rest_keys },
  {
    figure: runFigures.duration,
    of: ({ manifest }) => manifest.metrics.processing_time_seconds,
    format: formatSeconds,
  },
  {
    figure: runFigures.throughput,
    of: ({ manifest }) => manifest.metrics.throughput,
    format: (value) => formatRate(value, 'lines'),
  },
];

const days = [
  {
    figure: runFigures.firstDay,
    of: ({ manifest: { calendar } }: FinishedRun) => calendar?.first_date ?? null,
  },
  {
    figure: runFigures.lastDay,
    of: ({ manifest: { calendar } }: FinishedRun) => calendar?.last_date ?? null,
  },
];

/** The counts of two runs, and by how much they differ. */
export function CountsCompared({ a, b }: { a: FinishedRun; b: FinishedRun }) {
  return (
    <Paper withBorder p="md" component="section" aria-label="Counts compared">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5">
          Counts
        </Title>
        <SaveCsvButton
          name="Counts compared"
          table={() => ({
            header: ['count', 'a', 'b', 'difference'],
            rows: [
              ...rows.map(({ figure: { label }, of }) => [label, of(a), of(b), of(b) - of(a)]),
              ...days.map(({ figure: { label }, of }) => [label, of(a), of(b), null]),
            ],
          })}
        />
      </Group>
      <Table.ScrollContainer minWidth={500}>
        <Table
          verticalSpacing={4}
          aria-label="Counts compared"
          className="numeric"
          style={{ whiteSpace: 'nowrap' }}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Count</Table.Th>
              <Table.Th ta="right">A</Table.Th>
              <Table.Th ta="right">B</Table.Th>
              <Table.Th ta="right">Difference</Table.Th>
              <Table.Th ta="right">Change</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ figure, of, format = formatNumber }) => {
              const [before, after] = [of(a), of(b)];
              const isCount = format === formatNumber;
              return (
                <Table.Tr key={figure.label}>
                  <Name figure={figure} />
                  <Table.Td ta="right">{format(before)}</Table.Td>
                  <Table.Td ta="right">{format(after)}</Table.Td>
                  <Table.Td ta="right">{isCount ? formatDifference(after - before) : ''}</Table.Td>
                  <Table.Td ta="right">
                    {before === 0 ? noValue : formatChange((after - before) / before)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
            {days.map(({ figure, of }) => (
              <Table.Tr key={figure.label}>
                <Name figure={figure} />
                <Table.Td ta="right">{dayText(of(a))}</Table.Td>
                <Table.Td ta="right">{dayText(of(b))}</Table.Td>
                <Table.Td />
                <Table.Td />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function Name({ figure }: { figure: RunFigure }) {
  return (
    <Table.Td>
      <Group gap={2} wrap="nowrap">
        {figure.label}
        <Definition of={figure} sql={figure.sql} />
      </Group>
    </Table.Td>
  );
}

function dayText(date: string | null): string {
  return date === null ? noValue : formatDay(date);
}
