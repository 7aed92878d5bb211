const pattern =
  /^([1-9]\d{3}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

const msPerMinute = 60_000;
const msPerDay = 86_400_000;

/**
 * The instant `--as-of` names. A time without an offset is read in `timezone` (as timestamps of events are); a date
 * alone is the start of that day there. A time that occurs twice is the later one, one that is skipped moves on.
 * @returns null where the text is no ISO 8601 date or date-time.
 */
export function parseAsOf(text: string, timezone: string): Date | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, date = '', clock = '00:00', second = '00', fraction = '0', offset] = match;
  const wall = Date.parse(`${date}T${clock}:${second}.${fraction.slice(0, 3)}Z`);
  // Date.parse lets the 30th of February and 24:00 roll over into the next day.
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(`${date}T${clock}`)) return null;
  if (offset === undefined) return new Date(instantOfWall(wall, timezone));
  const minutes = offsetMinutes(offset);
  return minutes === null ? null : new Date(wall - minutes * msPerMinute);
}

function offsetMinutes(offset: string): number | null {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = offset.length > 3 ? Number(offset.slice(-2)) : 0;
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** `wall` is what the clock shows, in milliseconds as if it showed UTC. */
function instantOfWall(wall: number, timezone: string): number {
  const before = wall - offsetMs(wall - msPerDay, timezone);
  const after = wall - offsetMs(wall + msPerDay, timezone);
  const real = [before, after].filter((instant) => instant + offsetMs(instant, timezone) === wall);
  return real.length > 0 ? Math.max(...real) : before;
}

function offsetMs(instant: number, timezone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  // Swedish writes date and time as ISO 8601 does.
  const wall = new Date(second).toLocaleString('sv-SE', { timeZone: timezone });
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - second;
}
