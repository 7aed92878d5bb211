import { formatNumber } from './number.ts';

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1500` as `1.5 KB`: thousands of bytes, as DuckDB and most file managers count. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), byteUnits.length - 1);
  const value = bytes / 1000 ** power;
  return `${formatNumber(Number(value.toFixed(power > 0 && value < 100 ? 1 : 0)))} ${byteUnits[power]}`;
}

/** `75.2` seconds as `1 min 15 s`, `0.812` as `0.81 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${formatNumber(Number(seconds.toFixed(2)))} s`;
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
