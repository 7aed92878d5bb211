import { ArgumentError } from '../../../shared/errors.ts';
import { epochDay } from './calendar.ts';

/** What to generate. Everything but the volume and the seed has a default. */
export type GenerateOptions = {
  /** Lines in all, faults included: exactly this many are made. */
  readonly events: number;
  /** Players who install over the days; fewer appear when there is not about five events for each. */
  readonly players: number;
  /** Calendar days the log spans, at most ten years. */
  readonly days: number;
  /** Same seed and options, same bytes. */
  readonly seed: number;
  /** First day, `YYYY-MM-DD`; 2024-01-01 by default. */
  readonly startDate?: string | undefined;
  /** Share of the lines (0..1) that no reader may accept; 0 by default. */
  readonly malformedShare?: number | undefined;
  /** Share of the lines (0..1) that repeat an earlier event; 0 by default. */
  readonly duplicateShare?: number | undefined;
  /** Share of the lines (0..1) whose clock ran ahead by decades; 0 by default. */
  readonly futureShare?: number | undefined;
};

/** Options found valid, with every default filled in. `firstDay` counts days since 1970-01-01. */
export type ResolvedOptions = {
  readonly events: number;
  readonly players: number;
  readonly days: number;
  readonly seed: number;
  readonly firstDay: number;
  readonly malformedShare: number;
  readonly duplicateShare: number;
  readonly futureShare: number;
};

const DEFAULT_START_DATE = '2024-01-01';
const MAX_DAYS = 3_653;
const MAX_PLAYERS = 100_000_000;
// Shares such as 0.7 + 0.2 + 0.1 may exceed 1 by a rounding error.
const ROUNDING = 1e-9;

/** Checks the options and fills in the defaults. Throws ArgumentError that names the option and its range. */
export function resolveOptions(options: GenerateOptions): ResolvedOptions {
  const resolved = {
    events: integer('events', options.events, 1, Number.MAX_SAFE_INTEGER),
    players: integer('players', options.players, 1, MAX_PLAYERS),
    days: integer('days', options.days, 1, MAX_DAYS),
    seed: integer('seed', options.seed, 0, Number.MAX_SAFE_INTEGER),
    firstDay: firstDay(options.startDate ?? DEFAULT_START_DATE),
    malformedShare: share('malformedShare', options.malformedShare),
    duplicateShare: share('duplicateShare', options.duplicateShare),
    futureShare: share('futureShare', options.futureShare),
  };
  const faults = resolved.malformedShare + resolved.duplicateShare + resolved.futureShare;
  if (faults > 1 + ROUNDING) {
    throw new ArgumentError(
      `The shares of malformed, duplicate and future lines add up to ${faults}, above 1.`,
    );
  }
  return resolved;
}

function integer(name: string, value: number, low: number, high: number): number {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return value;
  throw new ArgumentError(`${name} must be a whole number from ${low} to ${high}, not ${value}.`);
}

function share(name: string, value = 0): number {
  if (value >= 0 && value <= 1) return value;
  throw new ArgumentError(`${name} must be a share from 0 to 1, not ${value}.`);
}

function firstDay(text: string): number {
  const day = epochDay(text);
  // Four-digit years on both sides, future events included.
  if (day !== null && text >= '1970-01-01' && text <= '2899-12-31') return day;
  throw new ArgumentError(`startDate must be a date YYYY-MM-DD from 1970 to 2899, not "${text}".`);
}
