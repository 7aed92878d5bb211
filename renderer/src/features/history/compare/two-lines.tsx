import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { axisText, tooltipBox } from '../../../components/chart-style.ts';
import { seriesColor } from '../../../components/series-colors.ts';

/** A place on the axis with the value of each run; null where there is none. */
export type TwoValues = {
  x: string | number;
  a: number | null;
  b: number | null;
  /** Values that may still change: their points are hollow. */
  isOpenA?: boolean;
  isOpenB?: boolean;
};

type TwoLinesProps = {
  label: string;
  rows: TwoValues[];
  formatX: (x: string | number) => string;
  formatY: (y: number) => string;
  /** Whether the values are counts: half a player is no tick. */
  isCount?: boolean;
};

const height = 260;

/** What the two runs are called in legends. */
export const legend = [
  { label: 'A', color: seriesColor(0) },
  { label: 'B', color: seriesColor(1) },
];

/** A line for each of two runs; the arrow keys go from point to point. */
export function TwoLines({ label, rows, formatX, formatY, isCount = false }: TwoLinesProps) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart
        data={rows}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        aria-label={`${label}; arrow keys go from day to day`}
      >
        <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
        <XAxis
          dataKey="x"
          tick={axisText}
          tickFormatter={formatX}
          tickLine={false}
          interval="equidistantPreserveStart"
          minTickGap={32}
        />
        <YAxis
          niceTicks="snap125"
          tick={axisText}
          tickFormatter={formatY}
          width={56}
          allowDecimals={!isCount}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          separator=": "
          labelFormatter={(x) => (typeof x === 'string' || typeof x === 'number' ? formatX(x) : '')}
          formatter={(value) => (typeof value === 'number' ? formatY(value) : '')}
          contentStyle={tooltipBox}
          itemStyle={{ color: 'var(--mantine-color-text)' }}
        />
        {(['a', 'b'] as const).map((side, index) => (
          <Line
            key={side}
            dataKey={side}
            name={side.toUpperCase()}
            stroke={seriesColor(index)}
            // The first shows from under the second where both are the same.
            strokeWidth={index === 0 ? 3 : 2}
            {...(index === 1 ? { strokeDasharray: '6 3' } : {})}
            isAnimationActive={false}
            dot={({ cx, cy, payload, key }) => (
              <Dot
                key={key}
                cx={cx}
                cy={cy}
                index={index}
                isOpen={isOpen(payload, side)}
                isDrawn={rows.length <= 60}
              />
            )}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function isOpen(row: TwoValues, side: 'a' | 'b'): boolean {
  return (side === 'a' ? row.isOpenA : row.isOpenB) ?? false;
}

type DotProps = {
  cx: number | undefined;
  cy: number | undefined;
  index: number;
  isOpen: boolean;
  isDrawn: boolean;
};

function Dot({ cx, cy, index, isOpen, isDrawn }: DotProps) {
  // Many full points would only thicken the line; hollow ones say something.
  if (cx === undefined || cy === undefined || !(isDrawn || isOpen)) return <g />;
  const color = seriesColor(index);
  return (
    <circle
      cx={cx}
      cy={cy}
      r={isOpen ? 4 : 2.5}
      fill={isOpen ? 'var(--mantine-color-body)' : color}
      stroke={color}
      strokeWidth={isOpen ? 2 : 1}
    />
  );
}
