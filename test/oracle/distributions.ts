import { numberText } from './numbers.ts';
import type { ReferenceInput, ReferenceResult } from './reference.ts';

/** What the distributions of the Quality screen are over, each value once an event. */
export interface ReferenceDistributions {
  /** How many later copies each event has that has any. */
  readonly copies: readonly number[];
  /** For each copy, the date of the first occurrence. */
  readonly duplicateDates: readonly string[];
  /** For each copy, the input it stood in. */
  readonly duplicateFiles: readonly string[];
  /** For each event after "now", by how many seconds. */
  readonly secondsAhead: readonly number[];
  /** The amount of each purchase that carries a number. */
  readonly amounts: readonly number[];
}

/** Read from the rows of a reference run. */
export function referenceDistributions(
  { config, now }: ReferenceInput,
  { cleaned, duplicates }: ReferenceResult,
): ReferenceDistributions {
  const { purchase_event_type, revenue_property } = config.aggregation;
  const counts = new Map<string, number>();
  for (const { eventId } of duplicates) counts.set(eventId, (counts.get(eventId) ?? 0) + 1);
  const dates = new Map(cleaned.map((event) => [event.event_id, event.event_date]));
  const nowMicros = BigInt(now.getTime()) * 1000n;
  return {
    copies: [...counts.values()],
    duplicateDates: duplicates.map(({ eventId }) => dates.get(eventId) ?? ''),
    duplicateFiles: duplicates.map(({ file }) => file),
    secondsAhead: cleaned
      .filter(({ timestamp }) => timestamp > nowMicros)
      .map(({ timestamp }) => Number(timestamp - nowMicros) / 1e6),
    amounts: cleaned
      .filter(({ event_type }) => event_type === purchase_event_type)
      .map(({ fields }) => numberText(fields.get(revenue_property)))
      .filter((text) => text !== undefined)
      .map(Number),
  };
}
