import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventColumns } from '../../../../shared/events/columns.ts';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import type { EventSort } from '../../../../shared/ipc/data.ts';
import { openDuckDb, rowsOf } from '../../../../test/kit/databases.ts';
import { eventLine, eventsWith, linesOf } from '../../../../test/kit/event-lines.ts';
import { openOutput } from '../../../../test/kit/outputs.ts';
import { runOver } from '../../../../test/kit/runs.ts';
import type { OpenRun } from '../open-run.ts';
import { countRows } from './count-rows.ts';
import { readPage } from './read-page.ts';
import { readRow } from './read-row.ts';

/** A finished run over event lines, open for questions. */
async function openRun(content: string, timezone = 'UTC'): Promise<OpenRun> {
  const { output } = await runOver({ 'events.jsonl': content }, { config: { aggregation: { timezone } } });
  return openOutput(output);
}

type Ask = {
  filters?: EventFilter[];
  sort?: EventSort | null;
  offset?: number;
  limit?: number;
  columns?: string[];
};

const page = (run: OpenRun, ask: Ask = {}) =>
  readPage(run, {
    runId: randomUUID(),
    filters: [],
    sort: null,
    offset: 0,
    limit: 500,
    columns: ['event_id'],
    ...ask,
  });

const ids = async (run: OpenRun, ask: Ask = {}) => (await page(run, ask)).rows.map(({ row }) => row);

/** The rows that the copied WHERE clause finds on a DuckDB of the reader's own. */
async function idsBySql(run: OpenRun, filters: EventFilter[]): Promise<number[]> {
  const { where, rows } = await countRows(run, filters);
  const duckdb = await openDuckDb();
  await duckdb.run("SET TimeZone = 'Asia/Kathmandu'");
  const file = join(run.folder, 'events_cleaned.parquet');
  const found = await rowsOf(
    duckdb,
    `SELECT file_row_number FROM read_parquet('${file}', file_row_number = true) ${where} ORDER BY 1`,
  );
  expect(rows).toBe(found.length);
  return found.map(([row]) => Number(row));
}

/** The rows that filters find, by the page and by the copied SQL alike. */
async function found(run: OpenRun, ...filters: EventFilter[]): Promise<number[]> {
  const rows = await ids(run, { filters });
  expect(await idsBySql(run, filters)).toEqual(rows);
  return rows;
}

describe('each operator on each type', () => {
  const properties = [
    `{"n":1,"x":0.5,"b":true,"s":"50% off"}`,
    `{"n":9007199254740993,"x":-1e300,"b":false,"s":"O'Brien \\"q\\""}`,
    `{"n":9007199254740992,"x":4.99,"b":null,"s":""}`,
    `{"n":-9223372036854775808,"x":null,"s":"héllo_wörld 🎮"}`,
    `{"n":null,"x":0.1,"b":true,"s":null}`,
    `{"n":9223372036854775807,"x":3,"b":false,"s":"5000 off\\n\\\\"}`,
  ];
  const cases: [EventFilter, number[]][] = [
    [{ column: 'prop_n', operator: 'equals', value: '9007199254740993' }, [1]],
    [{ column: 'prop_n', operator: 'not_equals', value: '9007199254740993' }, [0, 2, 3, 4, 5]],
    [{ column: 'prop_n', operator: 'one_of', values: ['1', '9223372036854775807'] }, [0, 5]],
    [{ column: 'prop_n', operator: 'gt', value: '9007199254740992' }, [1, 5]],
    [{ column: 'prop_n', operator: 'gte', value: '9007199254740992' }, [1, 2, 5]],
    [{ column: 'prop_n', operator: 'lt', value: '+1' }, [3]],
    [{ column: 'prop_n', operator: 'lte', value: '-9223372036854775808' }, [3]],
    [{ column: 'prop_n', operator: 'between', from: '0', to: '9007199254740992' }, [0, 2]],
    [{ column: 'prop_n', operator: 'is_null' }, [4]],
    [{ column: 'prop_n', operator: 'is_not_null' }, [0, 1, 2, 3, 5]],
    [{ column: 'prop_x', operator: 'equals', value: '0.1' }, [4]],
    [{ column: 'prop_x', operator: 'not_equals', value: '4.990' }, [0, 1, 3, 4, 5]],
    [{ column: 'prop_x', operator: 'one_of', values: ['.5', '3'] }, [0, 5]],
    [{ column: 'prop_x', operator: 'gt', value: '0.5' }, [2, 5]],
    [{ column: 'prop_x', operator: 'gte', value: '5e-1' }, [0, 2, 5]],
    [{ column: 'prop_x', operator: 'lt', value: '0' }, [1]],
    [{ column: 'prop_x', operator: 'lte', value: '-1e300' }, [1]],
    [{ column: 'prop_x', operator: 'between', from: '0.1', to: '0.5' }, [0, 4]],
    [{ column: 'prop_x', operator: 'is_null' }, [3]],
    [{ column: 'prop_b', operator: 'equals', value: 'true' }, [0, 4]],
    [{ column: 'prop_b', operator: 'not_equals', value: 'true' }, [1, 2, 3, 5]],
    [{ column: 'prop_b', operator: 'is_null' }, [2, 3]],
    [{ column: 'prop_s', operator: 'equals', value: '' }, [2]],
    [{ column: 'prop_s', operator: 'is_null' }, [4]],
    [{ column: 'prop_s', operator: 'equals', value: 'O\'Brien "q"' }, [1]],
    [{ column: 'prop_s', operator: 'not_equals', value: '' }, [0, 1, 3, 4, 5]],
    [{ column: 'prop_s', operator: 'contains', value: '0%' }, [0]],
    [{ column: 'prop_s', operator: 'contains', value: '_' }, [3]],
    [{ column: 'prop_s', operator: 'contains', value: "'" }, [1]],
    [{ column: 'prop_s', operator: 'contains', value: '🎮' }, [3]],
    [{ column: 'prop_s', operator: 'contains', value: '\n\\' }, [5]],
    [{ column: 'prop_s', operator: 'starts_with', value: '50' }, [0, 5]],
    [{ column: 'prop_s', operator: 'starts_with', value: '5%' }, []],
    [{ column: 'prop_s', operator: 'one_of', values: ['', "x' OR true --", '50% off'] }, [0, 2]],
    [{ column: 'source_line', operator: 'gte', value: '5' }, [4, 5]],
    [{ column: 'event_hour', operator: 'equals', value: '14' }, [0, 1, 2, 3, 4, 5]],
  ];

  test('finds what it says, and so does the copied SQL', async () => {
    const run = await openRun(eventsWith(properties));
    for (const [filter, expected] of cases)
      expect(await found(run, filter), JSON.stringify(filter)).toEqual(expected);
    expect(
      await found(
        run,
        { column: 'prop_n', operator: 'gt', value: '0' },
        { column: 'prop_b', operator: 'equals', value: 'false' },
      ),
    ).toEqual([1, 5]);
    expect(await found(run)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a time is read in the reporting time zone, to the microsecond', async () => {
    const times = ['2024-01-15T23:30:00.123456Z', '2024-01-16T00:30:00Z', '2024-01-15T12:00:00Z'];
    const run = await openRun(
      linesOf(times.map((timestamp, index) => eventLine({ event_id: `e${index}`, timestamp }))),
      'Europe/Berlin',
    );
    const { rows } = await page(run, { columns: ['timestamp', 'event_date'] });
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['2024-01-16 00:30:00.123456+01', '2024-01-16'],
      ['2024-01-16 01:30:00+01', '2024-01-16'],
      ['2024-01-15 13:00:00+01', '2024-01-15'],
    ]);
    const time = (operator: 'equals' | 'gt' | 'lte', value: string) =>
      found(run, { column: 'timestamp', operator, value });
    expect(await time('equals', '2024-01-16 00:30:00.123456')).toEqual([0]);
    expect(await time('equals', '2024-01-16 00:30:00.123456+01')).toEqual([0]);
    expect(await time('gt', '2024-01-16T00:30:00.123456')).toEqual([1]);
    expect(await time('lte', '2024-01-16')).toEqual([2]);
    const inDay = {
      column: 'event_date',
      operator: 'between',
      from: '2024-01-16',
      to: '2024-01-16',
    } as const;
    expect(await found(run, inDay)).toEqual([0, 1]);
  });
});

test('names with quotes, and names that differ in case alone, are columns of their own', async () => {
  const run = await openRun(
    eventsWith(['{"Level":1,"level":10,"a\\"b; DROP TABLE x":"q"}', '{"Level":2,"level":20}']),
  );
  const equals = (column: string, value: string) => found(run, { column, operator: 'equals', value });
  expect(await equals('prop_Level', '2')).toEqual([1]);
  expect(await equals('prop_level_2', '10')).toEqual([0]);
  expect(await equals('prop_a"b; DROP TABLE x', 'q')).toEqual([0]);
  const sort = { column: 'prop_a"b; DROP TABLE x', direction: 'descending' } as const;
  expect((await page(run, { sort, columns: ['prop_level_2', 'prop_Level'] })).rows).toEqual([
    { row: 0, cells: ['10', '1'] },
    { row: 1, cells: ['20', '2'] },
  ]);
});

test('what is no column of the run, no value of its type, or no operator of it is refused', async () => {
  const run = await openRun(eventsWith(['{"n":1,"b":true}']));
  const hostile = ['event_id"; DROP VIEW cleaned; --', 'file_row_number', 'EVENT_ID', '*', 'prop_x'];
  for (const column of hostile) {
    await expect(page(run, { columns: [column] })).rejects.toThrow('The events have no column');
    await expect(page(run, { filters: [{ column, operator: 'is_null' }] })).rejects.toThrow('no column');
    await expect(page(run, { sort: { column, direction: 'ascending' } })).rejects.toThrow('no column');
    await expect(countRows(run, [{ column, operator: 'is_null' }])).rejects.toThrow('no column');
  }
  const refused: [string, string][] = [
    ['prop_n', '1.5'],
    ['prop_n', '9223372036854775808'],
    ['prop_b', '1'],
    ['event_date', '2024-02-30'],
    ['timestamp', 'now()'],
    ['timestamp', '2024-01-15 25:00'],
  ];
  for (const [column, value] of refused)
    await expect(countRows(run, [{ column, operator: 'equals', value }])).rejects.toThrow(`${column}: Enter`);
  await expect(countRows(run, [{ column: 'prop_n', operator: 'contains', value: '1' }])).rejects.toThrow(
    'cannot be filtered by contains',
  );
  expect(await ids(run)).toEqual([0]);
});

test('a row has every cell in full, a page cuts long ones', async () => {
  const long = 'ä'.repeat(5000);
  const run = await openRun(eventsWith([`{"s":"${long}","n":9007199254740993}`]));
  const columns = eventColumns(run.manifest);
  const { cells } = await readRow(run, 0);
  const whole = Object.fromEntries(columns.map(({ name }, index) => [name, cells[index]]));
  expect(whole).toMatchObject({
    event_id: 'e0',
    session_id: null,
    prop_s: long,
    prop_n: '9007199254740993',
    source_line: '1',
    is_future: 'false',
  });
  expect((await page(run, { columns: ['prop_s'] })).rows[0]?.cells).toEqual([`${'ä'.repeat(300)}…`]);
  await expect(readRow(run, 1)).rejects.toThrow('no row 2');
});

test('a page lies where it should, in every order', async () => {
  const many = 1000;
  const run = await openRun(eventsWith(Array.from({ length: many }, (_, index) => `{"s":"${index % 7}"}`)));
  expect(await ids(run, { offset: 998, limit: 50 })).toEqual([998, 999]);
  expect(await ids(run, { offset: 1000, limit: 50 })).toEqual([]);
  const sort = { column: 'prop_s', direction: 'descending' } as const;
  const expected = Array.from({ length: many }, (_, index) => index).sort(
    (a, b) => (b % 7) - (a % 7) || a - b,
  );
  // The first comes before the order is there, the others out of it.
  expect(await ids(run, { sort, limit: 50 })).toEqual(expected.slice(0, 50));
  expect(await ids(run, { sort, offset: 950, limit: 50 })).toEqual(expected.slice(950));
  expect(await ids(run, { sort, limit: 50 })).toEqual(expected.slice(0, 50));
});

test('a newer order ends an older one; both can be asked for again', async () => {
  const run = await openRun(eventsWith(Array.from({ length: 2000 }, (_, index) => `{"n":${index}}`)));
  const by = (column: string) =>
    ids(run, { sort: { column, direction: 'descending' }, offset: 1990, limit: 10 });
  const [older, newer] = await Promise.allSettled([by('prop_n'), by('source_line')]);
  const last = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
  expect(older.status === 'fulfilled' || older.reason.code === 'CANCELLED').toBe(true);
  expect(newer).toEqual({ status: 'fulfilled', value: last });
  for (const column of ['prop_n', 'source_line', 'timestamp', 'event_id', 'event_type', 'prop_n'])
    expect(await by(column)).toHaveLength(10);
  expect(await by('prop_n')).toEqual(last);
  const tables = await run.database.query(
    z.object({ name: z.string() }),
    "SELECT table_name AS name FROM duckdb_tables() WHERE table_name LIKE 'event_order%'",
  );
  expect(tables.length).toBeLessThanOrEqual(4);
});

test('an order that a newer one ended is made anew for who comes back to it at once', async () => {
  const run = await openRun(eventsWith(Array.from({ length: 2000 }, (_, index) => `{"n":${index}}`)));
  const by = (column: string) =>
    ids(run, { sort: { column, direction: 'descending' }, offset: 1990, limit: 10 });
  const [, , again] = await Promise.allSettled([by('prop_n'), by('source_line'), by('prop_n')]);
  expect(again).toEqual({ status: 'fulfilled', value: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] });
});

type Value = string | number | boolean | null;

/** Which comes first, by code point as DuckDB compares texts; what has no value comes last either way. */
function compare(a: Value, b: Value, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === 'string' && typeof b === 'string'
      ? Buffer.compare(Buffer.from(a), Buffer.from(b))
      : Number(a) - Number(b);
  return isDescending ? -order : order;
}

test('pages are what a plain sort and filter of the same events gives', async () => {
  const word = fc.constantFrom('', 'a', 'A', 'é', 'z', '%', '_', "'", '🎮', '\uFF5E', 'ab', 'a b');
  const event = fc.record({
    s: fc.option(word),
    n: fc.option(fc.integer({ min: -3, max: 3 })),
    x: fc.option(fc.constantFrom(0.5, -2.25, 1e9, 3.125)),
    b: fc.option(fc.boolean()),
  });
  const wanted = fc.record({
    sort: fc.option(
      fc.record({
        column: fc.constantFrom('s', 'n', 'x', 'b'),
        direction: fc.constantFrom('ascending' as const, 'descending' as const),
      }),
    ),
    atLeast: fc.option(fc.integer({ min: -3, max: 3 })),
    not: fc.option(word),
    offset: fc.nat(40),
    limit: fc.integer({ min: 1, max: 60 }),
  });
  // One event of each type of value, so that every column has its type.
  const typed = { s: 'a', n: 1, x: 0.5, b: true };
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 80 }),
      fc.array(wanted, { minLength: 1, maxLength: 8 }),
      async (some, asks) => {
        const events: Record<string, Value>[] = [typed, ...some];
        const run = await openRun(eventsWith(events.map((properties) => JSON.stringify(properties))));
        for (const { sort, atLeast, not, offset, limit } of asks) {
          const filters: EventFilter[] = [];
          if (atLeast !== null) filters.push({ column: 'prop_n', operator: 'gte', value: String(atLeast) });
          if (not !== null) filters.push({ column: 'prop_s', operator: 'not_equals', value: not });
          const matching = events
            .map((values, index) => ({ values, index }))
            .filter(({ values: { n = null, s = null } }) => {
              return (
                (atLeast === null || (n !== null && Number(n) >= atLeast)) && (not === null || s !== not)
              );
            });
          const { rows } = await countRows(run, filters);
          expect(rows).toBe(matching.length);
          if (sort !== null)
            matching.sort(
              (a, b) =>
                compare(
                  a.values[sort.column] ?? null,
                  b.values[sort.column] ?? null,
                  sort.direction === 'descending',
                ) || a.index - b.index,
            );
          const ask = { filters, sort: sort && { ...sort, column: `prop_${sort.column}` }, offset, limit };
          const expected = matching.slice(offset, offset + limit).map(({ index }) => index);
          expect(await ids(run, ask)).toEqual(expected);
          expect(await ids(run, ask)).toEqual(expected);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 300_000);
