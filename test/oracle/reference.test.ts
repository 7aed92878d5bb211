import fc from 'fast-check';
import { expect, test } from 'vitest';
import { referenceRun } from '../kit/arbitraries.ts';
import { runReference } from './reference.ts';

// What must hold of any input, so of random ones: the examples beside the parts prove the numbers themselves.
const anyRun = (check: (result: ReturnType<typeof runReference>) => void): void =>
  fc.assert(
    fc.property(referenceRun, (run) => check(runReference(run))),
    { numRuns: 60 },
  );

test('every line is accounted for', () => {
  anyRun(({ reconciliation: r }) => {
    expect(r.lines).toBe(r.events_cleaned + r.events_rejected + r.duplicates_removed + r.blank_lines);
  });
});

test('new + returning + resurrected = dau, and dau <= wau <= mau', () => {
  anyRun(({ daily }) => {
    for (const day of daily) {
      expect(day.new_players + day.returning_players + day.resurrected_players).toBe(day.dau);
      expect(day.dau <= day.wau && day.wau <= day.mau).toBe(true);
    }
  });
});

test('tomorrow = today - dormant + new + resurrected', () => {
  anyRun(({ daily }) => {
    daily.slice(1).forEach((day, index) => {
      const before = daily[index]?.dau ?? Number.NaN;
      expect(day.dau).toBe(before - day.dormant_players + day.new_players + day.resurrected_players);
    });
  });
});

test('days follow each other without a gap, and hold all events that are not future', () => {
  anyRun(({ daily, cleaned }) => {
    const days = daily.map((row) => Date.parse(row.event_date) / 86_400_000);
    expect(days).toEqual(days.map((_, index) => (days[0] ?? 0) + index));
    const counted = daily.reduce((sum, row) => sum + row.total_events, 0);
    expect(counted).toBe(cleaned.filter((event) => !event.is_future).length);
  });
});

test('cohorts are the new players, whole on day 0; rolling retention never grows', () => {
  anyRun(({ daily, cohorts }) => {
    const sizes = new Map(daily.map((row) => [row.event_date, row.new_players]));
    let above = 0;
    for (const cell of cohorts) {
      expect(cell.cohort_size).toBe(sizes.get(cell.cohort_date));
      above = cell.day_number === 0 ? cell.cohort_size : above;
      expect(cell.retained_players).toBeLessThanOrEqual(above);
      expect(cell.active_players).toBeLessThanOrEqual(cell.retained_players);
      expect(cell.day_number > 0 || cell.active_players === cell.cohort_size).toBe(true);
      above = cell.retained_players;
    }
  });
});

test('column names are distinct, case ignored, and each event has them all', () => {
  anyRun(({ columns, cleaned }) => {
    const names = columns.columns.map(({ name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    const expected = columns.rest.size > 0 ? [...names, 'prop__rest'] : names;
    for (const event of cleaned) {
      expect([...event.properties.keys()]).toEqual(expected);
    }
  });
});
