import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CohortMatrix, Pooled } from '../../../../shared/ipc/cohorts.ts';
import { periods } from '../../../../shared/metrics/periods.ts';
import { exampleConfig } from '../../../../test/kit/example-run.ts';
import { newFolder } from '../../../../test/kit/folder.ts';
import { run } from '../../../../test/kit/runs.ts';
import { readActivity } from '../../../../test/oracle/activity.ts';
import {
  type CohortCell,
  cohortCells,
  groupsOf,
  type PooledCell,
  playerValues,
  pool,
} from '../../../../test/oracle/cohort-views.ts';
import { runReference } from '../../../../test/oracle/reference.ts';
import { OpenRun } from '../open-run.ts';
import { readCohortBreakdown } from './read-breakdown.ts';
import { readCohortMatrix } from './read-matrix.ts';

const firstDay = Date.UTC(2023, 10, 20);

/** Events of a few players over some months, around midnight of several zones; a property with few values and one with many. */
const event = fc.record({
  player: fc.integer({ min: 1, max: 12 }),
  day: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 110 })),
  hour: fc.constantFrom(0, 5, 12, 20, 23),
  type: fc.constantFrom('session_start', 'session_start', 'session_start', 'purchase', 'level_start'),
  platform: fc.constantFrom('ios', 'android', '', null, undefined),
  level: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  price: fc.constantFrom(undefined, 0.1, 0.2, 4.99, 5000),
});

const input = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 120, size: 'max' }),
  timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Apia'),
  active_event_types: fc.constantFrom(['session_start'], [], ['level_start', 'purchase'], ['none']),
  nowDay: fc.integer({ min: -2, max: 130 }),
});
type Input = typeof input extends fc.Arbitrary<infer Value> ? Value : never;

function linesOf({ events }: Input): string {
  return events
    .map(({ player, day, hour, type, platform, level, price }, index) => {
      const timestamp = new Date(firstDay + day * 86_400_000 + hour * 3_600_000).toISOString();
      const properties = { platform, level, price_usd: type === 'purchase' ? price : undefined };
      return `${JSON.stringify({ event_id: `e${index}`, player_id: `p${player}`, event_type: type, timestamp, properties })}\n`;
    })
    .join('');
}

/** The run of an input, open, and the plain reading of it. */
async function withRun(
  value: Input,
  look: (run: OpenRun, reference: ReturnType<typeof read>) => Promise<void>,
) {
  const { folder, remove } = await newFolder();
  const now = new Date(firstDay + value.nowDay * 86_400_000 + 3_600_000);
  try {
    await writeFile(join(folder, 'events.jsonl'), linesOf(value));
    const { timezone, active_event_types } = value;
    const config = { aggregation: { timezone, active_event_types: [...active_event_types] } };
    await run([join(folder, 'events.jsonl')], join(folder, 'run'), { config, now });
    const opened = await OpenRun.open(join(folder, 'run'), { memory_limit: '500MB', threads: 2 });
    try {
      await look(opened, read(value, now));
    } finally {
      await opened.close();
    }
  } finally {
    await remove();
  }
}

function read(value: Input, now: Date) {
  const { timezone, active_event_types } = value;
  const config = exampleConfig({ aggregation: { timezone, active_event_types } });
  const files = [{ path: 'events.jsonl', bytes: new TextEncoder().encode(linesOf(value)) }];
  const { cleaned } = runReference({ files, config, now });
  return { config, activity: readActivity(cleaned, config, BigInt(now.getTime()) * 1000n) };
}

function cellsOf({ cohorts }: CohortMatrix): CohortCell[] {
  return cohorts.flatMap(({ start, size, complete, active, retained, revenue }) =>
    active.map((players, n) => ({
      start,
      n,
      size,
      active: players,
      retained: retained[n] ?? -1,
      revenue: revenue === null ? null : (revenue[n] ?? -1),
      isComplete: n < complete,
    })),
  );
}

function pooledOf({ cohorts, size, active, retained, revenue }: Pooled): PooledCell[] {
  return cohorts.map((count, n) => ({
    n,
    cohorts: count,
    size: size[n] ?? -1,
    active: active[n] ?? -1,
    retained: retained[n] ?? -1,
    revenue: revenue === null ? null : (revenue[n] ?? -1),
  }));
}

/** Sums of money to the ninth place: the plain reading adds them as floating-point numbers. */
function rounded<Row extends { revenue: number | null }>(rows: readonly Row[]): Row[] {
  return rows.map((row) => ({
    ...row,
    revenue: row.revenue === null ? null : Number(row.revenue.toFixed(6)),
  }));
}

const runs = { numRuns: Number(process.env['REFERENCE_RUNS'] ?? 25) };

test('cohorts by day, week and month are those of the plain reading', async () => {
  await fc.assert(
    fc.asyncProperty(input, (value) =>
      withRun(value, async (run, { config, activity }) => {
        for (const period of periods) {
          const matrix = await readCohortMatrix(run, period);
          const cells = activity === undefined ? [] : cohortCells(activity, config, period);
          expect(rounded(cellsOf(matrix))).toEqual(rounded(cells));
          expect(rounded(pooledOf(matrix.pooled))).toEqual(rounded(pool(cells)));
          expect(matrix.players).toBe(activity?.activeDays.size ?? 0);
          const days = activity === undefined ? [] : pool(cohortCells(activity, config, 'day'));
          for (const { day, ...tile } of matrix.tiles) {
            const expected = days.find(({ n }) => n === day);
            const { cohorts = 0, size = 0, active = 0, retained = 0 } = expected ?? {};
            expect(tile).toEqual({ cohorts, size, active, retained });
          }
        }
      }),
    ),
    runs,
  );
}, 300_000);

test('a breakdown is that of the plain reading, and its groups add up to the whole', async () => {
  const columns = fc.constantFrom('prop_platform', 'prop_level');
  await fc.assert(
    fc.asyncProperty(input, columns, fc.constantFrom(...periods), (value, column, period) =>
      withRun(value, async (run, { config, activity }) => {
        fc.pre(run.columns.properties.some((property) => property.column === column));
        const { groups } = await readCohortBreakdown(run, { period, column });
        const expected = activity === undefined ? [] : groupsOf(playerValues(activity, config, column));
        expect(
          groups.map(({ kind, value: of, values, players }) => ({ kind, value: of, values, players })),
        ).toEqual(
          expected.map(({ kind, value: of, values, players }) => ({
            kind,
            value: of,
            values,
            players: players.size,
          })),
        );
        for (const [index, group] of groups.entries()) {
          const members = expected[index]?.players ?? new Set();
          const cells =
            activity === undefined
              ? []
              : cohortCells(activity, config, period, (player) => members.has(player));
          expect(rounded(pooledOf(group.pooled))).toEqual(rounded(pool(cells)));
        }
        const whole = await readCohortMatrix(run, period);
        expect(groups.reduce((sum, { players }) => sum + players, 0)).toBe(whole.players);
        for (const [n, size] of whole.pooled.size.entries()) {
          expect(groups.reduce((sum, { pooled }) => sum + (pooled.size[n] ?? 0), 0)).toBe(size);
        }
      }),
    ),
    runs,
  );
}, 300_000);
