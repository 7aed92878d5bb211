import { Group, Paper, SimpleGrid, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { formatCount, formatNumber } from '../../../../../shared/format/number.ts';
import type { Comparison, Retained } from '../../../../../shared/ipc/history.ts';
import { retentionDifference, retentionOfBoth } from '../../../../../shared/metrics/comparisons.ts';
import {
  type RetentionDifference,
  retentionDifferences,
  retentionRate,
} from '../../../../../shared/metrics/retention-difference.ts';
import { ChartCard } from '../../../components/chart-card.tsx';
import { Definition } from '../../../components/definition.tsx';
import { SaveCsvButton } from '../../../components/save-csv-button.tsx';
import type { TableData } from '../../../lib/csv.ts';
import { formatPoints, formatValue, noValue } from '../../../lib/format.ts';
import { legend, TwoLines } from './two-lines.tsx';

// The days that retention is usually told for.
const usualDays = [1, 3, 7, 14, 30];
const maxDays = 90;

/** Pooled retention of two runs: the curves, and the usual days with what their difference rests on. */
export function RetentionCompared({ comparison: { a, b, sql } }: { comparison: Comparison }) {
  const days = useMemo(() => retentionDifferences(a.retention, b.retention), [a, b]);
  const points = useMemo(
    () => days.slice(0, maxDays).map((one) => ({ x: one.day, a: rateOf(one.a), b: rateOf(one.b) })),
    [days],
  );
  const usual = days.filter(({ day }) => usualDays.includes(day));
  return (
    <SimpleGrid cols={{ base: 1, xl: 2 }} spacing="lg">
      <ChartCard
        definition={retentionOfBoth}
        sql={sql.retention}
        legend={legend}
        table={tableOf(days)}
        formatCell={(cell, column) =>
          typeof cell !== 'number'
            ? noValue
            : column === 1 || column === 2
              ? formatValue(cell, 'share')
              : column === 3
                ? formatPoints(cell / 100)
                : formatNumber(cell)
        }
      >
        {points.length === 0 ? (
          <Text size="sm">Neither run has a cohort with a day that is over.</Text>
        ) : (
          <TwoLines
            label={retentionOfBoth.label}
            rows={points}
            formatX={(x) => `Day ${x}`}
            formatY={(value) => formatValue(value, 'share')}
          />
        )}
        {days.length > maxDays && (
          <Text size="xs" c="dimmed">
            The first {maxDays} days; the table has them all.
          </Text>
        )}
      </ChartCard>
      <Paper withBorder p="md" component="section" aria-label="Retention compared">
        <Group justify="space-between" mb={4} wrap="nowrap">
          <Group gap={4} wrap="nowrap">
            <Title order={2} size="h5">
              {retentionDifference.label}
            </Title>
            <Definition of={retentionDifference} sql={sql.retention} />
          </Group>
          {usual.length > 0 && (
            <SaveCsvButton name={retentionDifference.label} table={() => tableOf(usual)} />
          )}
        </Group>
        {usual.length === 0 ? (
          <Text size="sm">No cohort has its first day after the cohort date complete yet.</Text>
        ) : (
          <Table verticalSpacing={4} aria-label="Retention compared" className="numeric">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Day</Table.Th>
                <Table.Th ta="right">A</Table.Th>
                <Table.Th ta="right">B</Table.Th>
                <Table.Th ta="right">Difference</Table.Th>
                <Table.Th>Rests on</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {usual.map(({ day, a, b, difference }) => (
                <Table.Tr key={day}>
                  <Table.Td>D{day}</Table.Td>
                  <Table.Td ta="right">{formatValue(rateOf(a), 'share')}</Table.Td>
                  <Table.Td ta="right">{formatValue(rateOf(b), 'share')}</Table.Td>
                  <Table.Td ta="right">{difference === null ? noValue : formatPoints(difference)}</Table.Td>
                  <Table.Td>
                    <Text size="xs">A: {basisText(a)}</Text>
                    <Text size="xs">B: {basisText(b)}</Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Paper>
    </SimpleGrid>
  );
}

function tableOf(days: readonly RetentionDifference[]): TableData {
  return {
    header: ['Day', 'A', 'B', 'Difference (pp)', 'Players A', 'Players B', 'Cohorts A', 'Cohorts B'],
    rows: days.map(({ day, a, b, difference }) => [
      day,
      rateOf(a),
      rateOf(b),
      difference === null ? null : difference * 100,
      a?.players ?? null,
      b?.players ?? null,
      a?.cohorts ?? null,
      b?.cohorts ?? null,
    ]),
  };
}

function rateOf(retained: Retained | null): number | null {
  return retained === null ? null : retentionRate(retained);
}

function basisText(retained: Retained | null): string {
  if (retained === null) return 'no complete cohort';
  const { active, players, cohorts } = retained;
  return `${formatNumber(active)} of ${formatCount(players, 'player')} in ${formatCount(cohorts, 'cohort')}`;
}
