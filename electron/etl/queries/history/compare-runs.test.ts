import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../../../test/kit/event-lines.ts';
import { example, runExample } from '../../../../test/kit/example-run.ts';
import { newFolder } from '../../../../test/kit/folder.ts';
import { february, run } from '../../../../test/kit/runs.ts';
import { retainedDays } from '../../../../test/oracle/compared-run.ts';
import { OpenRuns } from '../open-runs.ts';
import { compareRuns } from './compare-runs.ts';

const resources = { memory_limit: '500MB', threads: 2 } as const;

/** Two runs over these events as of 1 February 2024, compared. */
async function compare(a: readonly object[], b: readonly object[]) {
  const { folder, remove } = await newFolder();
  const runs = new OpenRuns({ folder, resources, workFolder: join(folder, 'work') });
  const ids = { a: randomUUID(), b: randomUUID() };
  try {
    for (const [id, events] of [
      [ids.a, a],
      [ids.b, b],
    ] as const) {
      const input = join(folder, `${id}.jsonl`);
      await writeFile(input, linesOf(events.map((event) => JSON.stringify(event))));
      await run([input], join(folder, id), { now: february });
    }
    return await compareRuns(runs, ids, new AbortController().signal);
  } finally {
    await Promise.all([runs.close(ids.a), runs.close(ids.b)]);
    await remove();
  }
}

test('a worked example: pooled over complete cells, with what it rests on', async () => {
  // Two players begin on the 29th, one on the 31st; by the 1st of February the 31st is the last complete day.
  const a = [
    example(29, 'p1', 'session_start'),
    example(29, 'p2', 'session_start'),
    example(30, 'p1', 'session_start'),
    example(31, 'p3', 'session_start'),
    example('2024-02-01T00:00:00Z', 'p3', 'session_start'),
  ];
  const b = [example(31, 'p9', 'session_start')];
  const comparison = await compare(a, b);
  expect(comparison.a.retention).toEqual([
    { day: 0, cohorts: 2, players: 3, active: 3 },
    { day: 1, cohorts: 1, players: 2, active: 1 },
    { day: 2, cohorts: 1, players: 2, active: 0 },
  ]);
  expect(comparison.b.retention).toEqual([{ day: 0, cohorts: 1, players: 1, active: 1 }]);
  expect(comparison.a.dau).toEqual([
    { date: '2024-01-29', dayIndex: 0, dau: 2, isComplete: true },
    { date: '2024-01-30', dayIndex: 1, dau: 1, isComplete: true },
    { date: '2024-01-31', dayIndex: 2, dau: 1, isComplete: true },
    { date: '2024-02-01', dayIndex: 3, dau: 1, isComplete: false },
  ]);
  expect(comparison.b.dau).toEqual([{ date: '2024-01-31', dayIndex: 0, dau: 1, isComplete: true }]);
});

test('runs in which no event counts have nothing to compare', async () => {
  const future = [example('2034-01-01T00:00:00Z', 'p1', 'session_start')];
  const { a, b } = await compare(future, [example(3, 'p1', 'purchase')]);
  expect(a).toEqual({ dau: [], retention: [] });
  expect(b.retention).toEqual([]);
  expect(b.dau).toEqual([{ date: '2024-01-03', dayIndex: 0, dau: 0, isComplete: true }]);
});

test('every day of a long run is told; of day numbers the first 1,000', async () => {
  const events = [example('2020-01-01T00:00:00Z', 'p1', 'session_start'), example(31, 'p1', 'session_start')];
  const { a } = await compare(events, events);
  expect(a.dau).toHaveLength(1492);
  expect(a.dau.at(0)).toEqual({ date: '2020-01-01', dayIndex: 0, dau: 1, isComplete: true });
  expect(a.dau.at(-1)).toEqual({ date: '2024-01-31', dayIndex: 1491, dau: 1, isComplete: true });
  expect(a.retention).toHaveLength(1000);
});

const event = fc
  .record({
    day: fc.integer({ min: 20, max: 33 }),
    player: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6'),
    type: fc.constantFrom('session_start', 'session_start', 'session_start', 'purchase'),
  })
  .map(({ day, player, type }) =>
    example(new Date(Date.UTC(2024, 0, day, 12)).toISOString(), player, type, { session_id: 's' }),
  );
const events = fc.array(event, { minLength: 1, maxLength: 60 });

test('any two runs compare as the plain reading has them', async () => {
  await fc.assert(
    fc.asyncProperty(events, events, async (a, b) => {
      const comparison = await compare(a, b);
      for (const [side, own] of [
        [comparison.a, a],
        [comparison.b, b],
      ] as const) {
        const reference = runExample(own, { now: '2024-02-01T00:00:00Z' });
        expect(side.retention.map(({ active, ...day }) => ({ ...day, rate: active / day.players }))).toEqual(
          retainedDays(reference),
        );
        expect(side.dau).toEqual(
          reference.daily.map(({ event_date: date, dau, is_complete: isComplete }, dayIndex) => {
            return { date, dayIndex, dau, isComplete };
          }),
        );
      }
    }),
    { numRuns: 20 },
  );
}, 120_000);
