import { formatNumber } from './number.ts';
import { round } from './round.ts';

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1500` as `1.5 KB`: thousands of bytes, as DuckDB and most file managers count. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), byteUnits.length - 1);
  const value = bytes / 1000 ** power;
  return `${formatNumber(round(value, power > 0 && value < 100 ? 1 : 0))} ${byteUnits[power]}`;
}

/** `75.2` seconds as `1 min 15 s`, `0.812` as `0.81 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${formatNumber(round(seconds, 2))} s`;
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  // Two units are as exact as anyone wants.
  return parts
    .slice(first, first + 2)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

const spans = [
  [365 * 86_400, 'year'],
  [86_400, 'day'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** A length of time in its largest unit, for axes: `6 h`, `7 days`, `2.5 min`. */
export function formatSpan(seconds: number): string {
  const [length, unit] = spans.find(([least]) => Math.abs(seconds) >= least) ?? [1, 's'];
  const value = round(seconds / length, 2);
  const isWord = unit === 'day' || unit === 'year';
  return `${formatNumber(value)} ${unit}${isWord && value !== 1 ? 's' : ''}`;
}

/** How fast something goes, by the second: `1.5 MB/s`, `12,000 rows/s`. @param unit a plural noun, or `bytes` */
export function formatRate(perSecond: number, unit: string): string {
  return unit === 'bytes'
    ? `${formatBytes(perSecond)}/s`
    : `${formatNumber(Math.round(perSecond))} ${unit}/s`;
}
