import { type ReactElement, useCallback, useMemo, useRef } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { Unit } from '../../../../shared/metrics/definitions.ts';
import { axisText } from '../../components/chart-style.ts';
import { formatShort, formatShortDay } from '../../lib/format.ts';
import { DayTooltip } from './day-tooltip.tsx';
import type { Point } from './points.ts';

/** A series of a chart over days. */
export type DrawnSeries<Row> = {
  readonly label: string;
  readonly unit: Unit;
  readonly color: string;
  readonly mark: 'line' | 'bar';
  readonly axis: 'left' | 'right';
  /** Bars of one stack stand on each other. */
  readonly stack?: string;
  /** Drawn below the axis. */
  readonly isBelow?: boolean;
  /** The figure of a point, which may stand for several days. */
  readonly read: (days: readonly Row[]) => number | null;
};

type DayChartProps<Row> = {
  label: string;
  points: readonly Point<Row>[];
  series: readonly DrawnSeries<Row>[];
  height?: number;
};

/** Of incomplete days: a fainter bar, a dashed line. */
const incompleteOpacity = 0.4;
const dash = '4 4';
const margin = { top: 8, right: 8, bottom: 0, left: 0 };
const chartStyle = { width: '100%' };
/** Room for the first and last date below the ends of a line; bars have it anyway. */
const edge = { left: 24, right: 24 };
const noEdge = { left: 0, right: 0 };

/** Series over days, in step with every other chart over the same days. */
export function DayChart<Row>({ label, points, series, height = 240 }: DayChartProps<Row>) {
  const data = useMemo(() => [...points], [points]);
  const byDate = useMemo(() => new Map(points.map((point) => [point.date, point])), [points]);
  const leftUnit = series.find(({ axis }) => axis === 'left')?.unit ?? 'events';
  const right = series.find(({ axis }) => axis === 'right');
  const hasBars = series.some(({ mark }) => mark === 'bar');
  const hasIncomplete = points.some(({ isComplete }) => !isComplete);
  const chart = useRef<SVGSVGElement>(null);
  const tooltip = useCallback(
    ({ active, label: date }: { active: boolean; label?: string | number }) => {
      const point = active ? byDate.get(String(date)) : undefined;
      // All charts show the same day; the one with the focus says it.
      const hasFocus = document.activeElement === chart.current;
      return (
        <div aria-live={hasFocus ? 'assertive' : 'off'}>
          {point !== undefined && <DayTooltip point={point} series={series} />}
        </div>
      );
    },
    [byDate, series],
  );
  const marks = useMemo(
    () => series.flatMap((one) => marksOf(one, points.length, hasIncomplete)),
    [series, points.length, hasIncomplete],
  );
  return (
    <ComposedChart
      ref={chart}
      responsive
      data={data}
      margin={margin}
      height={height}
      style={chartStyle}
      syncId="daily"
      syncMethod="value"
      stackOffset="sign"
      barCategoryGap={points.length > 120 ? 0 : '15%'}
      aria-label={`${label}; arrow keys go from day to day`}
    >
      <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
      <XAxis
        dataKey="date"
        tickFormatter={formatShortDay}
        tick={axisText}
        tickLine={false}
        axisLine={false}
        interval="equidistantPreserveStart"
        padding={hasBars ? noEdge : edge}
        minTickGap={24}
      />
      <YAxis
        niceTicks="snap125"
        yAxisId="left"
        width={56}
        tickFormatter={(value: number) => formatShort(value, leftUnit)}
        tick={axisText}
        tickLine={false}
        axisLine={false}
        allowDecimals={leftUnit === 'money' || leftUnit === 'share'}
      />
      {right !== undefined && (
        <YAxis
          niceTicks="snap125"
          yAxisId="right"
          orientation="right"
          width={56}
          tickFormatter={(value: number) => formatShort(value, right.unit)}
          tick={axisText}
          tickLine={false}
          axisLine={false}
        />
      )}
      {series.some(({ isBelow }) => isBelow) && (
        <ReferenceLine yAxisId="left" y={0} stroke="var(--mantine-color-dimmed)" />
      )}
      {marks}
      <Tooltip
        content={tooltip}
        isAnimationActive={false}
        wrapperStyle={{ zIndex: 10 }}
        cursor={{
          fill: 'var(--mantine-color-dimmed)',
          fillOpacity: 0.12,
          stroke: 'var(--mantine-color-dimmed)',
        }}
      />
    </ComposedChart>
  );
}

/** A series as marks: complete days, and apart from them the incomplete ones, which look so. */
function marksOf<Row>(series: DrawnSeries<Row>, points: number, hasIncomplete: boolean): ReactElement[] {
  const { label, color, mark, axis, stack = label } = series;
  const value = (point: Point<Row>) => {
    const figure = series.read(point.days);
    return figure !== null && series.isBelow ? -figure : figure;
  };
  const complete = (point: Point<Row>) => (point.isComplete ? value(point) : null);
  const incomplete = (point: Point<Row>) => (point.isComplete ? null : value(point));
  // The dashes begin at the last complete day.
  const open = (point: Point<Row>) => (point.isComplete && !point.isLastComplete ? null : value(point));
  const common = { yAxisId: axis, isAnimationActive: false, name: label } as const;
  const line = {
    ...common,
    type: 'linear',
    stroke: color,
    strokeWidth: 2,
    dot: points <= 31 ? { r: 2.5, fill: color, strokeWidth: 0 } : false,
  } as const;
  const bar = { ...common, fill: color, stackId: stack, maxBarSize: 48 } as const;
  if (mark === 'line')
    return [
      <Line key={label} {...line} dataKey={complete} />,
      ...(hasIncomplete
        ? [<Line key={`${label}, incomplete`} {...line} dataKey={open} strokeDasharray={dash} />]
        : []),
    ];
  return [
    <Bar key={label} {...bar} dataKey={complete} />,
    ...(hasIncomplete
      ? [
          <Bar
            key={`${label}, incomplete`}
            {...bar}
            dataKey={incomplete}
            fillOpacity={incompleteOpacity}
            stroke={color}
            strokeDasharray={dash}
          />,
        ]
      : []),
  ];
}
