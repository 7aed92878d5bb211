import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { FigureDefinition } from '../../../../../shared/metrics/figure-definition.ts';
import { isFinding } from '../../../../../shared/quality/gravity.ts';
import { ChartCard } from '../../../components/chart-card.tsx';
import { axisText, tooltipBox } from '../../../components/chart-style.ts';
import { seriesColor } from '../../../components/series-colors.ts';
import { statusText } from '../../../components/status-badge.tsx';
import { formatExactInstant, formatShort, noValue } from '../../../lib/format.ts';
import { measuredText } from '../../../lib/measured-text.ts';

/** A run in a trend; `run` counts from 1, the oldest. */
export type TrendRow = {
  run: number;
  startedAt: string;
  measured: number | null;
  threshold: number | null;
  status: string | null;
};

type TrendCardProps = {
  definition: FigureDefinition;
  /** The statement that measures the latest run, where there is one. */
  sql?: string | undefined;
  unit: string;
  rows: TrendRow[];
};

const height = 150;
const findingColor = seriesColor(6);

/** One figure over runs, with its threshold; runs in which it was a finding stand out. */
export function TrendCard({ definition, sql, unit, rows }: TrendCardProps) {
  const hasThreshold = rows.some(({ threshold }) => threshold !== null);
  const hasFinding = rows.some(({ status }) => status !== null && isFinding(status));
  const short = (value: number) => formatShort(value, unit === 'share' ? 'share' : 'events');
  return (
    <ChartCard
      definition={definition}
      sql={sql}
      legend={[
        { label: unit === 'share' ? 'Measured' : `Measured (${unit})`, color: seriesColor(0) },
        ...(hasThreshold ? [{ label: 'Threshold', color: seriesColor(1) }] : []),
        ...(hasFinding ? [{ label: 'Finding', color: findingColor }] : []),
      ]}
      table={{
        header: ['Run', 'Started', 'Measured', 'Threshold', 'Status'],
        rows: rows.map(({ run, startedAt, measured, threshold, status }) => [
          run,
          startedAt,
          measured,
          threshold,
          status,
        ]),
      }}
      formatCell={(cell, column) => {
        if (column === 1 && typeof cell === 'string') return formatExactInstant(cell);
        if ((column === 2 || column === 3) && (typeof cell === 'number' || cell === null))
          return measuredText(cell, unit);
        const status = rows.find((row) => row.status === cell)?.status;
        return status == null ? String(cell ?? noValue) : statusText(status);
      }}
    >
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={rows}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          aria-label={`${definition.label}; arrow keys go from run to run`}
        >
          <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
          <XAxis dataKey="run" tick={axisText} tickLine={false} minTickGap={16} allowDecimals={false} />
          <YAxis
            niceTicks="snap125"
            tick={axisText}
            tickFormatter={short}
            width={48}
            allowDecimals={unit === 'share'}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => (
              <div aria-live="assertive">
                <Point row={active ? rowOf(payload, rows) : null} unit={unit} />
              </div>
            )}
          />
          {hasThreshold && (
            <Line
              dataKey="threshold"
              stroke={seriesColor(1)}
              strokeDasharray="6 3"
              dot={rows.length === 1}
              isAnimationActive={false}
            />
          )}
          <Line
            dataKey="measured"
            stroke={seriesColor(0)}
            strokeWidth={2}
            isAnimationActive={false}
            dot={({ cx, cy, payload, key }) => (
              <Dot
                key={key}
                cx={cx}
                cy={cy}
                isFinding={payload.status !== null && isFinding(payload.status)}
              />
            )}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartCard>
  );
}

/** The row that the pointer or the keyboard is at. */
function rowOf(payload: readonly { payload?: { run?: number } }[] | undefined, rows: readonly TrendRow[]) {
  const run = payload?.[0]?.payload?.run;
  return rows.find((row) => row.run === run) ?? null;
}

function Point({ row, unit }: { row: TrendRow | null; unit: string }) {
  if (row === null) return null;
  return (
    <div style={tooltipBox}>
      <div>
        Run {row.run}, {formatExactInstant(row.startedAt)}
      </div>
      <div>Measured: {measuredText(row.measured, unit)}</div>
      {row.threshold !== null && <div>Threshold: {measuredText(row.threshold, unit)}</div>}
      {row.status !== null && <div>{statusText(row.status)}</div>}
    </div>
  );
}

type DotProps = { cx: number | undefined; cy: number | undefined; isFinding: boolean };

/** A finding differs in shape as well as in colour. */
function Dot({ cx, cy, isFinding }: DotProps) {
  if (cx === undefined || cy === undefined) return <g />;
  if (!isFinding) return <circle cx={cx} cy={cy} r={2.5} fill={seriesColor(0)} />;
  return <path d={`M${cx} ${cy - 5} l5 5 -5 5 -5 -5 z`} fill={findingColor} />;
}
