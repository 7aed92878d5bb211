import type { ResolvedOptions } from './options.ts';
import type { Random } from './random.ts';

/** How many of the lines are of which kind; `events` counts all lines. */
export type EventCounts = {
  readonly events: number;
  readonly malformed: number;
  readonly duplicates: number;
  readonly future: number;
};

/**
 * The number of lines of each kind: the shares of `events`, rounded. At least one faultless event is kept for
 * the duplicates to repeat.
 */
export function countFaults(options: ResolvedOptions): EventCounts {
  const { events, malformedShare, duplicateShare, futureShare } = options;
  const upTo = (share: number) => Math.min(events, Math.round(events * share));
  // Rounded as running sums: rounded one by one, they could add up to more than there are lines.
  const malformed = upTo(malformedShare);
  const future = upTo(malformedShare + futureShare) - malformed;
  const duplicates = upTo(malformedShare + futureShare + duplicateShare) - malformed - future;
  const room = events - malformed - future - 1;
  return { events, malformed, duplicates: Math.max(0, Math.min(duplicates, room)), future };
}

const timestampPattern = /(?<="timestamp":")(\d{4})-(\d\d)-(\d\d)/;
const FUTURE_YEARS = 75;

/** The event text `body` as a device would send it whose clock runs 75 years ahead. */
export function withFutureTimestamp(body: string): string {
  return body.replace(timestampPattern, (_, year: string, month: string, day: string) => {
    // The 29th of February may be missing in the other year.
    return `${Number(year) + FUTURE_YEARS}-${month}-${day > '28' ? '28' : day}`;
  });
}

/** Kind `kind` (it wraps around) of line that no reader may accept, made from the event's id and text. */
export function malformedLine(kind: number, eventId: string, body: string, random: Random): string {
  const line = `{"event_id":"${eventId}",${body}`;
  switch (kind % 6) {
    case 0:
      return line.slice(0, random.between(12, line.length - 1));
    case 1:
      return `WARN upload of ${eventId} interrupted, will retry`;
    case 2:
      return `["${eventId}","session_start"]`;
    case 3:
      return `{${body}`;
    case 4:
      return line.replace(/(?<="player_id":")[^"]*/, '');
    default:
      return line.replace(timestampPattern, '$1-13-$3');
  }
}
