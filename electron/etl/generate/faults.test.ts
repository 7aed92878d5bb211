import { describe, expect, it } from 'vitest';
import { countFaults } from './faults.ts';
import { generateEvents } from './generate-events.ts';
import { type GenerateOptions, resolveOptions } from './options.ts';

const base = { events: 6_000, players: 100, days: 31, seed: 9 };

/** Sorts lines the way a reader does, by what is wrong with them. */
function classify(options: GenerateOptions): Record<string, number> {
  const counts: Record<string, number> = {};
  const seen = new Set<string>();
  for (const line of [...generateEvents(options)].flat()) {
    const kind = kindOf(line, seen);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function kindOf(line: string, seen: Set<string>): string {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return 'malformed_json';
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return 'not_an_object';
  const fields = new Map<string, unknown>(Object.entries(event));
  for (const field of ['event_id', 'player_id', 'event_type', 'timestamp']) {
    if (!fields.has(field)) return 'missing_field';
    if (fields.get(field) === '') return 'invalid_field';
  }
  const timestamp = Date.parse(`${fields.get('timestamp')}Z`);
  if (Number.isNaN(timestamp)) return 'invalid_timestamp';
  if (seen.has(line)) return 'duplicate';
  seen.add(line);
  return timestamp > Date.parse('2090-01-01') ? 'future' : 'sound';
}

describe('faults', () => {
  it('come in the numbers asked for, the malformed ones of every kind', () => {
    const options = { ...base, malformedShare: 0.01, duplicateShare: 0.02, futureShare: 0.005 };
    expect(countFaults(resolveOptions(options))).toEqual({
      events: 6_000,
      malformed: 60,
      duplicates: 120,
      future: 30,
    });
    expect(classify(options)).toEqual({
      malformed_json: 20,
      not_an_object: 10,
      missing_field: 10,
      invalid_field: 10,
      invalid_timestamp: 10,
      duplicate: 120,
      future: 30,
      sound: 5_790,
    });
  });

  it('are absent by default', () => {
    expect(classify(base)).toEqual({ sound: 6_000 });
  });

  it('may fill the whole log', () => {
    const { sound, ...malformed } = classify({ ...base, malformedShare: 1 });
    expect(sound).toBeUndefined();
    expect(Object.values(malformed).reduce((sum, count) => sum + count)).toBe(6_000);
    expect(classify({ ...base, futureShare: 1 })).toEqual({ future: 6_000 });
    expect(
      classify({ ...base, malformedShare: 1 / 3, duplicateShare: 1 / 3, futureShare: 1 / 3 }),
    ).toMatchObject({
      duplicate: 1_999,
      future: 2_000,
      sound: 1,
    });
  });

  it('leave one event for the duplicates to repeat', () => {
    expect(classify({ ...base, duplicateShare: 1 })).toEqual({ sound: 1, duplicate: 5_999 });
    expect(classify({ ...base, events: 1, duplicateShare: 1 })).toEqual({ sound: 1 });
  });

  it('never add up to more lines than there are', () => {
    const options = { ...base, events: 3, malformedShare: 0.5, duplicateShare: 0, futureShare: 0.5 };
    const { malformed, future } = countFaults(resolveOptions(options));
    expect(malformed + future).toBe(3);
  });

  it('keep future dates on the calendar when the log holds a leap day', () => {
    const made = classify({ ...base, startDate: '2024-02-29', days: 1, futureShare: 0.1 });
    expect(made).toEqual({ future: 600, sound: 5_400 });
  });
});
