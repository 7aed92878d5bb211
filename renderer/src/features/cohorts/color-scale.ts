import type { Figures, Shown } from './figures.ts';
import { shownValue } from './figures.ts';

/**
 * YlGnBu of ColorBrewer (Brewer, colorbrewer2.org): one order of lightness, so it reads for colour-blind eyes and in grey.
 * Low values lie near the page: light in the light theme, dark in the dark one.
 */
const stops = [
  '#ffffd9',
  '#edf8b1',
  '#c7e9b4',
  '#7fcdbb',
  '#41b6c4',
  '#1d91c0',
  '#225ea8',
  '#253494',
  '#081d58',
].map(channelsOf);

type Channels = readonly [number, number, number];
export type ColorScheme = 'light' | 'dark';

/** A cell's colours; `stripe` is that of the hatch, on the far side of the background from the text. */
export type CellColors = { readonly background: string; readonly text: string; readonly stripe: string };

/** The colours of a share of the scale, 0..1. Black or white, the better of both: one of them always has 4.5:1. */
export function cellColors(share: number, scheme: ColorScheme): CellColors {
  const at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const place = scheme === 'light' ? at : stops.length - 1 - at;
  const below = stops[Math.floor(place)] ?? white;
  const above = stops[Math.ceil(place)] ?? white;
  const channels = mix(below, above, place % 1);
  const isDark = contrast(channels, white) >= contrast(channels, black);
  return {
    background: hexOf(channels),
    text: isDark ? '#ffffff' : '#000000',
    stripe: hexOf(isDark ? mix(channels, black, 0.4) : mix(channels, white, 0.6)),
  };
}

/**
 * What the far end of the scale stands for. Period 0 holds every player and would leave no colours for the others:
 * unless it is revenue that is shown, it does not count.
 */
export function scaleEnd(row: readonly { n: number; figures: Figures | null }[], shown: Shown): number {
  const values = row.flatMap(({ n, figures }) =>
    n === 0 && shown.measure !== 'ltv' ? [] : (shownValue(figures, shown) ?? []),
  );
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}

/** Contrast ratio of two colours, 1..21: WCAG 2.2, "contrast ratio" and "relative luminance". */
export function contrast(a: Channels, b: Channels): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (high + 0.05) / (low + 0.05);
}

/** `#rrggbb` as red, green and blue, 0..255. */
export function channelsOf(hex: string): Channels {
  const channel = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

const white: Channels = [255, 255, 255];
const black: Channels = [0, 0, 0];

function luminance(channels: Channels): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(a: Channels, b: Channels, share: number): Channels {
  const between = (one: number, other: number) => Math.round(one + (other - one) * share);
  return [between(a[0], b[0]), between(a[1], b[1]), between(a[2], b[2])];
}

function hexOf(channels: Channels): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
