import { Group, Paper, Table, Title } from '@mantine/core';
import { formatNumber } from '../../../../../shared/format/number.ts';
import { formatSeconds } from '../../../../../shared/format/quantity.ts';
import type { FinishedRun } from '../../../../../shared/ipc/schemas.ts';
import { SaveCsvButton } from '../../../components/save-csv-button.tsx';
import { formatChange, formatDay, formatDifference, noValue } from '../../../lib/format.ts';

type Row = {
  label: string;
  of: (run: FinishedRun) => number;
  format?: (value: number) => string;
};

const rows: readonly Row[] = [
  { label: 'Input files', of: ({ manifest }) => manifest.inputs.length },
  { label: 'Lines', of: ({ manifest }) => manifest.reconciliation.lines },
  { label: 'Cleaned', of: ({ manifest }) => manifest.reconciliation.events_cleaned },
  { label: 'Rejected', of: ({ manifest }) => manifest.reconciliation.events_rejected },
  { label: 'Duplicates', of: ({ manifest }) => manifest.reconciliation.duplicates_removed },
  { label: 'Blank', of: ({ manifest }) => manifest.reconciliation.blank_lines },
  { label: 'Properties', of: ({ manifest }) => manifest.properties.length + manifest.rest_keys },
  {
    label: 'Duration',
    of: ({ manifest }) => manifest.metrics.processing_time_seconds,
    format: formatSeconds,
  },
  {
    label: 'Lines/s',
    of: ({ manifest }) => manifest.metrics.throughput,
    format: (value) => formatNumber(Math.round(value)),
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
            rows: rows.map(({ label, of }) => [label, of(a), of(b), of(b) - of(a)]),
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
            {rows.map(({ label, of, format = formatNumber }) => {
              const [before, after] = [of(a), of(b)];
              const isCount = format === formatNumber;
              return (
                <Table.Tr key={label}>
                  <Table.Td>{label}</Table.Td>
                  <Table.Td ta="right">{format(before)}</Table.Td>
                  <Table.Td ta="right">{format(after)}</Table.Td>
                  <Table.Td ta="right">{isCount ? formatDifference(after - before) : ''}</Table.Td>
                  <Table.Td ta="right">
                    {before === 0 ? noValue : formatChange((after - before) / before)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
            {(['first_date', 'last_date'] as const).map((edge) => (
              <Table.Tr key={edge}>
                <Table.Td>{edge === 'first_date' ? 'First day' : 'Last day'}</Table.Td>
                <Table.Td ta="right">{dayText(a, edge)}</Table.Td>
                <Table.Td ta="right">{dayText(b, edge)}</Table.Td>
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

function dayText({ manifest: { calendar } }: FinishedRun, edge: 'first_date' | 'last_date'): string {
  return calendar === null ? noValue : formatDay(calendar[edge]);
}
