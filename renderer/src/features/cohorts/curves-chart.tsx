import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { axisText, tooltipBox } from '../../components/chart-style.ts';
import type { Cell, TableData } from '../../lib/csv.ts';
import { formatShort } from '../../lib/format.ts';
import { type Figures, type Shown, shownValue, units, valueText } from './figures.ts';
import { columnText } from './period-text.ts';

/** A curve: its cell of each period number, from 0 on. */
export type Curve = {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly isThick?: boolean;
  readonly cells: readonly (Figures | null)[];
};

type CurvesChartProps = { label: string; curves: readonly Curve[]; shown: Shown; period: Period };

const mostDots = 40;
const mostTicks = 15;
const steps = [1, 2, 5, 10, 20, 50, 100];

/** Curves over the periods since the first; periods that are not over are dashed. */
export function CurvesChart({ label, curves, shown, period }: CurvesChartProps) {
  const length = Math.max(1, ...curves.map(({ cells }) => cells.length));
  const points = Array.from({ length }, (_, n) => pointOf(curves, shown, n));
  return (
    <ResponsiveContainer width="100%" height={300}>
      <LineChart
        data={points}
        margin={{ top: 8, right: 16, bottom: 4, left: 4 }}
        aria-label={`${label}; arrow keys go from ${period} to ${period}`}
      >
        <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
        <XAxis
          dataKey="n"
          tickFormatter={(n: number) => columnText(n, period)}
          tick={axisText}
          tickLine={false}
          type="number"
          domain={[0, 'dataMax']}
          ticks={ticksOf(length)}
        />
        <YAxis
          niceTicks="snap125"
          width={64}
          domain={[0, 'auto']}
          tickFormatter={(value: number) => formatShort(value, units[shown.measure])}
          tick={axisText}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          separator=": "
          contentStyle={tooltipBox}
          labelFormatter={(n) => (typeof n === 'number' ? columnText(n, period) : '')}
          formatter={(value) => (typeof value === 'number' ? valueText(value, shown.measure) : '')}
        />
        {curves.flatMap(({ key, label, color, isThick = false }) =>
          (['complete', 'incomplete'] as const).map((part) => (
            <Line
              key={`${key} ${part}`}
              name={part === 'complete' ? label : `${label}, incomplete`}
              dataKey={`${part} ${key}`}
              stroke={color}
              strokeWidth={isThick ? 3 : 1.75}
              {...(part === 'complete' ? {} : { strokeDasharray: '4 4', tooltipType: 'none' as const })}
              dot={length <= mostDots ? { r: 2, fill: color, strokeDasharray: '' } : false}
              isAnimationActive={false}
            />
          )),
        )}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Round numbers, few enough to stand side by side. */
function ticksOf(length: number): number[] {
  const step = steps.find((one) => length / one <= mostTicks) ?? length;
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}

/** The incomplete part begins where the complete one ends, so that they meet. */
function pointOf(curves: readonly Curve[], shown: Shown, n: number): Record<string, number | null> {
  const point: Record<string, number | null> = { n };
  for (const { key, cells } of curves) {
    const cell = cells[n] ?? null;
    const meets = cells[n + 1]?.isComplete === false;
    const value = shownValue(cell, shown);
    point[`complete ${key}`] = cell?.isComplete ? value : null;
    point[`incomplete ${key}`] = cell !== null && (!cell.isComplete || meets) ? value : null;
  }
  return point;
}

/** The curves as a table, a row a period. */
export function curvesTable(curves: readonly Curve[], shown: Shown, period: Period): TableData {
  const length = Math.max(0, ...curves.map(({ cells }) => cells.length));
  return {
    header: [period, ...curves.map(({ label }) => label)],
    rows: Array.from({ length }, (_, n) => [
      n,
      ...curves.map(({ cells }): Cell => shownValue(cells[n] ?? null, shown)),
    ]),
  };
}
