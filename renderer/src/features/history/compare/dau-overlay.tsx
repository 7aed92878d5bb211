import { SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { Comparison } from '../../../../../shared/ipc/history.ts';
import { dauOverlay } from '../../../../../shared/metrics/comparisons.ts';
import { ChartCard } from '../../../components/chart-card.tsx';
import {
  formatDay,
  formatDifference,
  formatShort,
  formatShortDay,
  formatValue,
  noValue,
} from '../../../lib/format.ts';
import { type Alignment, overlayPoints, overlayRows } from './overlay-rows.ts';
import { legend, TwoLines } from './two-lines.tsx';

const differenceColumn = 3;
const alignmentSchema = z.enum(['date', 'day']);

/** DAU of two runs laid over each other. */
export function DauOverlay({ comparison: { a, b, sql } }: { comparison: Comparison }) {
  const [alignment, setAlignment] = useState<Alignment>('date');
  const rows = useMemo(() => overlayRows(a.dau, b.dau, alignment), [a, b, alignment]);
  const points = useMemo(() => overlayPoints(rows), [rows]);
  const size = Math.ceil(rows.length / Math.max(points.length, 1));
  const isByDate = alignment === 'date';
  const hasOpenDays = points.some(({ isOpenA, isOpenB }) => isOpenA || isOpenB);
  return (
    <ChartCard
      definition={dauOverlay}
      sql={sql.dau}
      legend={legend}
      table={() => ({
        header: [isByDate ? 'Day' : 'Day number', 'A', 'B', 'Difference', 'A complete', 'B complete'],
        rows: rows.map(({ x, a, b }) => [
          x,
          a?.dau ?? null,
          b?.dau ?? null,
          a === null || b === null ? null : b.dau - a.dau,
          a?.isComplete ?? null,
          b?.isComplete ?? null,
        ]),
      })}
      formatCell={(cell, column) => {
        if (cell === null) return noValue;
        if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
        if (typeof cell === 'string') return formatDay(cell);
        return column === differenceColumn ? formatDifference(cell) : formatValue(cell, 'players');
      }}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Align the runs by"
          value={alignment}
          onChange={(value) => setAlignment(alignmentSchema.parse(value))}
          data={[
            { value: 'date', label: 'By date' },
            { value: 'day', label: 'By day number' },
          ]}
        />
      }
    >
      {points.length === 0 ? (
        <Text size="sm">Neither run has a day with events that count.</Text>
      ) : (
        <TwoLines
          label={dauOverlay.label}
          isCount
          rows={points}
          formatX={(x) =>
            typeof x === 'number' ? `Day ${x}` : rows.length > 366 ? formatDay(x) : formatShortDay(x)
          }
          formatY={(value) => formatShort(value, 'players')}
        />
      )}
      {size > 1 && (
        <Text size="xs" c="dimmed">
          Each point stands for {size} days, named by the first of them: the mean DAU. The table has every
          day.
        </Text>
      )}
      {hasOpenDays && (
        <Text size="xs" c="dimmed">
          Hollow points: days that are not over in the data.
        </Text>
      )}
    </ChartCard>
  );
}
