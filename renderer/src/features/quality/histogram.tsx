import { useElementSize } from '@mantine/hooks';
import { formatNumber } from '../../../../shared/format/number.ts';
import { formatShort } from '../../lib/format.ts';
import classes from './histogram.module.css';

/** A bar from `from` to `to`, both 0..1 of the chart's width. */
export type Bar = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** What the bar counts: "10 to 100". */
  readonly label: string;
};

type Tick = { readonly at: number; readonly label: string };

type HistogramProps = {
  bars: readonly Bar[];
  ticks: readonly Tick[];
  /** A line with its name: a threshold. */
  mark?: { readonly at: number; readonly label: string } | undefined;
  label: string;
  /** What is counted. */
  unit: string;
};

const height = 230;
const inset = { top: 26, right: 16, bottom: 26, left: 52 };
const leastBar = 2;

/** Counts as bars on one axis. */
export function Histogram({ bars, ticks, mark, label, unit }: HistogramProps) {
  const { ref, width } = useElementSize();
  const plot = {
    width: Math.max(width - inset.left - inset.right, 0),
    height: height - inset.top - inset.bottom,
  };
  const steps = countSteps(Math.max(1, ...bars.map(({ count }) => count)));
  const top = steps.at(-1) ?? 1;
  const x = (at: number) => inset.left + at * plot.width;
  const y = (count: number) => inset.top + plot.height * (1 - count / top);
  return (
    <div ref={ref} style={{ height, position: 'relative' }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${label}: ${unit}`}
          className={classes['chart']}
        >
          {steps.map((step) => (
            <g key={step}>
              <line
                x1={inset.left}
                x2={width - inset.right}
                y1={y(step)}
                y2={y(step)}
                className={classes['grid']}
              />
              <text x={inset.left - 8} y={y(step)} textAnchor="end" dominantBaseline="middle">
                {formatShort(step, 'events')}
              </text>
            </g>
          ))}
          {bars.map(({ from, to, count, label: name }) => {
            const barHeight = count === 0 ? 0 : Math.max(inset.top + plot.height - y(count), leastBar);
            return (
              <rect
                key={`${from}`}
                x={x(from) + 0.5}
                width={Math.max((to - from) * plot.width - 1, 1)}
                y={inset.top + plot.height - barHeight}
                height={barHeight}
                className={classes['bar']}
              >
                <title>{`${name}: ${formatNumber(count)} ${unit}`}</title>
              </rect>
            );
          })}
          {legible(ticks, plot.width).map(({ at, label: name }) => (
            <text key={`${at} ${name}`} x={x(at)} y={height - 8} textAnchor={anchorAt(at)}>
              {name}
            </text>
          ))}
          {mark !== undefined && (
            <g>
              <line
                x1={x(mark.at)}
                x2={x(mark.at)}
                y1={inset.top - 6}
                y2={inset.top + plot.height}
                className={classes['mark']}
              />
              <text
                x={x(mark.at)}
                y={12}
                textAnchor={mark.at > 0.7 ? 'end' : mark.at < 0.3 ? 'start' : 'middle'}
                className={classes['name']}
              >
                {mark.label}
              </text>
            </g>
          )}
        </svg>
      )}
    </div>
  );
}

// A letter of the axis is about this wide; between two labels there is room for two.
const letterWidth = 7;

/** The ticks whose labels do not run into the one before, on an axis of so many pixels. */
function legible(ticks: readonly Tick[], width: number): Tick[] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ at, label }) => {
    const length = label.length * letterWidth;
    const anchor = anchorAt(at);
    const start = at * width - (anchor === 'start' ? 0 : anchor === 'end' ? length : length / 2);
    if (start < end + 2 * letterWidth) return false;
    end = start + length;
    return true;
  });
}

function anchorAt(at: number): 'start' | 'middle' | 'end' {
  return at < 0.01 ? 'start' : at > 0.99 ? 'end' : 'middle';
}

/** Whole numbers from 0 to at least `most`, about four of them. */
function countSteps(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
