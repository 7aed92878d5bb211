import { Text } from '@mantine/core';
import { formatNumber, formatShare } from '../../../../shared/format/number.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import type { Distribution, Field } from '../../../../shared/ipc/dataset.ts';
import classes from './bar.module.css';
import { bucketText, rangeText } from './bucket-text.ts';

type ChartProps = { distribution: Distribution; type: Field['type']; hasValues: boolean };

/** How the values of a field are spread: the most frequent ones, or a small histogram. */
export function DistributionChart({ distribution, type, hasValues }: ChartProps) {
  switch (distribution.kind) {
    case 'none':
      return <Note>{hasValues ? 'Too many different values' : 'No value'}</Note>;
    case 'values':
      return <TopValues distribution={distribution} />;
    case 'numbers':
    case 'days':
      if (distribution.counts.length === 1) return <Note>{rangeText(distribution)}</Note>;
      return <Histogram distribution={distribution} isWhole={type === 'BIGINT'} />;
  }
}

/** What is said in place of a chart. */
export function Note({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed" truncate title={children}>
      {children}
    </Text>
  );
}

/** Less than this share (0..1), the most frequent value says nothing of the others. */
const leastShare = 0.01;

function TopValues({ distribution: { values, others } }: { distribution: Kind<'values'> }) {
  const all = values.reduce((sum, { events }) => sum + events, others);
  const most = values[0]?.events ?? 0;
  if (most / all < leastShare) return <Note>Each value under 1%</Note>;
  const text = values
    .map(
      ({ value, events }) =>
        `${value === '' ? '(empty)' : visibleLine(value)} ${formatShare(events / all, 0)}`,
    )
    .join(', ');
  return (
    <>
      <div className={classes['parts']} aria-hidden>
        {values.map((part, index) => (
          <div key={placeOf(part, values)} style={{ flexGrow: part.events, opacity: 1 - index * 0.15 }} />
        ))}
        {others > 0 && <div data-others style={{ flexGrow: others }} />}
      </div>
      <Text size="xs" c="dimmed" mt={4} truncate title={text}>
        {text}
      </Text>
    </>
  );
}

type Kind<K extends Distribution['kind']> = Extract<Distribution, { kind: K }>;
type HistogramProps = { distribution: Kind<'numbers' | 'days'>; isWhole: boolean };

const height = 30;

function Histogram({ distribution, isWhole }: HistogramProps) {
  const { counts } = distribution;
  const most = Math.max(1, ...counts);
  const peak = counts.indexOf(Math.max(...counts));
  const range = rangeText(distribution);
  return (
    <>
      <svg
        className={classes['chart']}
        viewBox={`0 0 ${counts.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${range}; most in ${bucketText(distribution, peak, isWhole)}`}
      >
        {counts.map((events, index) => {
          // What is there at all can be seen.
          const bar = events === 0 ? 0 : Math.max(1, (events / most) * height);
          const label = bucketText(distribution, index, isWhole);
          return (
            <rect key={label} x={index + 0.06} y={height - bar} width={0.88} height={bar}>
              <title>{`${label}: ${formatNumber(events)}`}</title>
            </rect>
          );
        })}
      </svg>
      <Text size="xs" c="dimmed" lh={1.2} truncate title={range} aria-hidden>
        {range}
      </Text>
    </>
  );
}

/** Values are told abbreviated, so two may read alike: their places differ. */
function placeOf<T>(part: T, parts: readonly T[]): number {
  return parts.indexOf(part);
}
