// Further apart than this, one of the two would be no more than a line at the edge.
const maxLinearRatio = 50;
const room = 1.15;

type Scale = {
  /** Where a value stands, 0..1. */
  place: (value: number) => number;
  isLog: boolean;
};

/** A scale that shows both what was measured and its threshold: all of it for a share, else from 0 to a little beyond them. */
export function thresholdScale(measured: number, threshold: number, unit: string): Scale {
  if (unit === 'share') return { place: clamp, isLog: false };
  const [less, more] = measured < threshold ? [measured, threshold] : [threshold, measured];
  const isLog = less > 0 && more / less > maxLinearRatio;
  const end = Math.max(more, 1) * room;
  const place = isLog
    ? (value: number) => Math.log1p(value) / Math.log1p(end)
    : (value: number) => value / end;
  return { place: (value) => clamp(place(value)), isLog };
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
