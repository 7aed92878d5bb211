import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Breakdown, breakdownRequestSchema } from '../../../../shared/ipc/daily.ts';
import { breakdownMetrics } from '../../../../shared/metrics/breakdowns.ts';
import { referenceRun } from '../../../../test/kit/arbitraries.ts';
import { eventLine } from '../../../../test/kit/event-lines.ts';
import { makeFolder } from '../../../../test/kit/folder.ts';
import { openOutput } from '../../../../test/kit/outputs.ts';
import { jobOf, run } from '../../../../test/kit/runs.ts';
import { readActivity } from '../../../../test/oracle/activity.ts';
import { type BreakdownPart, breakdown } from '../../../../test/oracle/breakdown.ts';
import { dateText } from '../../../../test/oracle/calendar.ts';
import { type ReferenceInput, runReference } from '../../../../test/oracle/reference.ts';
import { runPipeline } from '../../pipeline.ts';
import { OpenRun } from '../open-run.ts';
import { readBreakdown } from './read-breakdown.ts';
import { readPlayersInRange } from './read-players-in-range.ts';
import { CodedColumns, codedColumns } from './value-codes.ts';

const resources = { memory_limit: '500MB', threads: 2 } as const;
const runId = '11111111-1111-4111-8111-111111111111';
const always = { runId, from: '2024-01-01', to: '2024-12-31' };

/** A finished run over events, open for questions. */
async function openRunOn(events: readonly object[], now = '2030-01-01T00:00:00Z'): Promise<OpenRun> {
  const folder = await makeFolder();
  const lines = events.map((event, index) => `${eventLine({ event_id: `e${index}`, ...event })}\n`);
  await writeFile(join(folder, 'events.jsonl'), lines.join(''));
  const output = join(folder, 'out');
  await run([join(folder, 'events.jsonl')], output, { now: new Date(now) });
  return openOutput(output);
}

function at(day: number, player: string, type: string, properties: object = {}, session = 's1') {
  const timestamp = `2024-01-0${day}T12:00:00Z`;
  return { timestamp, player_id: player, event_type: type, session_id: session, properties };
}

const small = [
  at(1, 'a', 'session_start', { country: 'DE' }),
  at(1, 'a', 'purchase', { country: 'DE', price_usd: 3.1 }),
  at(1, 'a', 'session_start', { country: 'FR' }, 's2'),
  at(1, 'b', 'session_start', { country: 'FR' }),
  at(1, 'c', 'session_start', { country: 'IT' }),
  at(1, 'c', 'purchase', { price_usd: 0.2 }),
  at(3, 'a', 'session_start', { country: 'FR' }),
  at(3, 'a', 'session_start', { country: 'ES' }),
  at(3, 'a', 'purchase', { country: 'IT', price_usd: 5 }),
  at(3, 'b', 'purchase', { country: 'DE', price_usd: 5000 }),
];

function seriesOf({ series }: Breakdown) {
  return series.map(({ kind, value, figures, total }) => [value ?? kind, ...figures, total]);
}

test('players by country: each part distinct, the others as one, over three days', async () => {
  const opened = await openRunOn(small);
  const dau = await readBreakdown(opened, { ...always, metric: 'dau', by: 'prop_country', top: 1 });
  expect(dau.dates).toEqual(['2024-01-01', '2024-01-02', '2024-01-03']);
  expect(dau.values).toBe(4);
  // a counts in DE, IT or ES once, though it played in two of them.
  expect(seriesOf(dau)).toEqual([
    ['FR', 2, 0, 1, null],
    ['other', 2, 0, 1, null],
  ]);
  const revenue = await readBreakdown(opened, { ...always, metric: 'revenue', by: 'prop_country', top: 6 });
  expect(seriesOf(revenue)).toEqual([
    ['IT', 0, 0, 5, 5],
    ['DE', 3.1, 0, 0, 3.1],
    ['none', 0.2, 0, 0, 0.2],
  ]);
  const sessions = await readBreakdown(opened, { ...always, metric: 'sessions', by: 'event_type', top: 6 });
  expect(seriesOf(sessions)).toEqual([
    ['session_start', 4, 0, 1, null],
    // An outlier is no revenue, and yet an event of a session.
    ['purchase', 2, 0, 2, null],
  ]);
});

test('distinct players of a range are no sum, and days that are not over do not count', async () => {
  const opened = await openRunOn(small);
  expect((await readPlayersInRange(opened, '2024-01-01', '2024-01-03')).players).toBe(3);
  expect((await readPlayersInRange(opened, '2024-01-02', '2024-01-03')).players).toBe(1);
  expect((await readPlayersInRange(opened, '2024-01-02', '2024-01-02')).players).toBe(0);
  const early = await openRunOn(small, '2024-01-03T12:00:00Z');
  expect((await readPlayersInRange(early, '2024-01-02', '2024-01-03')).players).toBe(0);
});

test('a column the run does not have is named, and so is one that no request can mean', async () => {
  const opened = await openRunOn(small);
  const ask = readBreakdown(opened, { ...always, metric: 'events', by: 'prop_"; DROP', top: 6 });
  await expect(ask).rejects.toThrow('no property column prop_"; DROP');
  expect(breakdownRequestSchema.safeParse({ ...always, metric: 'events', by: '', top: 6 }).success).toBe(
    false,
  );
});

test('5,000 values over 400 days: the parts of events sum to the whole', async () => {
  const events = Array.from({ length: 20_000 }, (_, index) => ({
    timestamp: new Date(Date.UTC(2023, 0, 1) + (index % 400) * 86_400_000).toISOString(),
    player_id: `p${index % 977}`,
    properties: { item: `item-${(index * 7919) % 5000}` },
  }));
  const opened = await openRunOn(events);
  const range = { runId, from: '2023-01-01', to: '2024-12-31' };
  const request = { ...range, metric: 'events', by: 'prop_item', top: 6 } as const;
  const answer = await readBreakdown(opened, request);
  const { series, values, dates } = answer;
  expect([values, dates.length, series.length]).toEqual([5000, 400, 7]);
  expect(series.at(-1)).toMatchObject({ kind: 'other', total: 20_000 - 6 * 4 });
  expect(series.reduce((sum, { total }) => sum + (total ?? 0), 0)).toBe(20_000);
  for (const [index] of dates.entries())
    expect(series.reduce((sum, { figures }) => sum + (figures[index] ?? 0), 0)).toBe(50);
  // Summed from the file until the codes are there, and from them then.
  await (await codedColumns(opened)).prepare('prop_item', opened.signal);
  expect(await readBreakdown(opened, request)).toEqual(answer);
});

test('a value of its own for each of 70,000 events, over 60 days', async () => {
  const events = Array.from({ length: 70_000 }, (_, index) => ({
    timestamp: new Date(Date.UTC(2024, 0, 1 + (index % 60))).toISOString(),
    player_id: `p${Math.floor(index / 4)}`,
    properties: { receipt: `r${index}` },
  }));
  const opened = await openRunOn(events);
  const request = { ...always, metric: 'players', by: 'prop_receipt', top: 2 } as const;
  const { series, values } = await readBreakdown(opened, request);
  expect(values).toBe(70_000);
  // Of equal values the smaller ones stand alone: r0 is of the first day, r1 of the second.
  expect(series.map(({ kind, value, figures }) => [kind, value, ...figures.slice(0, 3)])).toEqual([
    ['value', 'r0', 1, 0, 0],
    ['value', 'r1', 0, 1, 0],
    ['other', null, 1166, 1166, 1167],
  ]);
  const sums = series.map(({ figures }) => figures.reduce((sum, figure) => sum + figure, 0));
  expect(sums).toEqual([1, 1, 69_998]);
});

test('codes of columns are forgotten where they take too much room, and made again', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const events = small.map((event, index) => ({
    ...event,
    properties: Object.fromEntries(keys.map((key, shift) => [key, (index + shift) % 2])),
  }));
  const opened = await openRunOn(events);
  // A byte for each event, and on two days four counts of four bytes for two values and none.
  const columns = new CodedColumns(opened, 3 * (events.length + 2 * 4 * 4 * 3));
  const codesOf = async (key: string) => [...(await columns.of(`prop_${key}`, opened.signal)).codes];
  const first = await codesOf('a');
  for (const key of ['b', 'c', 'a', 'd']) await codesOf(key);
  expect(columns.kept).toEqual(['prop_c', 'prop_a', 'prop_d']);
  await columns.prepare('prop_b', opened.signal);
  expect(columns.kept).toEqual(['prop_c', 'prop_a', 'prop_d']);
  await codesOf('b');
  await codesOf('e');
  expect(columns.kept).toEqual(['prop_d', 'prop_b', 'prop_e']);
  expect(await codesOf('a')).toEqual(first);
  await expect(columns.of('prop_none', opened.signal)).rejects.toThrow('prop_none');
  expect(columns.kept).not.toContain('prop_none');
});

test('many questions at once', async () => {
  const opened = await openRunOn(small.map((event, index) => ({ ...event, properties: numbered(index) })));
  const asked = Array.from({ length: 12 }, (_, index) =>
    readBreakdown(opened, { ...always, metric: 'events', by: `prop_k${index}`, top: 6 }),
  );
  for (const answer of await Promise.all(asked))
    expect(answer.series.reduce((sum, { total }) => sum + (total ?? 0), 0)).toBe(small.length);
});

function numbered(index: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: 12 }, (_, key) => [`k${key}`, index % (key + 1)]));
}

const shownRow = z.object({
  kind: z.string(),
  value: z.string().nullable(),
  date: z.string(),
  figure: z.number(),
});

/** The figures that the statement on screen gives over the file itself, by part and date. */
async function figuresOfSql({ database }: OpenRun, { sql }: Breakdown, metric: string) {
  const over = sql.replace("FROM 'events_cleaned.parquet'", 'FROM cleaned');
  const rows = await database.query(
    shownRow,
    `SELECT kind, value, event_date::VARCHAR AS date, ${metric} AS figure FROM (${over}) ORDER BY ALL`,
  );
  return rows.map(({ kind, value, date, figure }) => `${kind} ${value} ${date} ${figure}`).sort();
}

function figuresOf({ dates, series }: Breakdown): string[] {
  return series
    .flatMap(({ kind, value, figures }) =>
      figures.map((figure, index) => `${kind} ${value} ${dates[index]} ${figure}`),
    )
    .sort();
}

/** A value as the engine writes it, in the type of the reference. */
function typed(value: string | null, example: unknown): unknown {
  if (value === null || typeof example === 'string') return value;
  if (typeof example === 'bigint') return BigInt(value);
  return typeof example === 'number' ? Number(value) + 0 : value === 'true';
}

/** Columns whose values have one text: a number among texts has not. */
function askable(input: ReferenceInput): string[] {
  const { cleaned, columns } = runReference(input);
  const plain = columns.columns.filter(({ key, type }) =>
    cleaned.every(({ fields }) => {
      const field = fields.get(key);
      if (field === undefined || type !== 'VARCHAR') return true;
      // The client takes a byte-order mark off the front of a text.
      return field.kind === 'null' || (field.kind === 'string' && !field.value.startsWith('\uFEFF'));
    }),
  );
  return ['event_type', ...plain.map(({ name }) => name)];
}

test('as the plain reading has it, for any input, and the statement on screen gives the same', async () => {
  const question = fc.record({
    metric: fc.constantFrom(...breakdownMetrics),
    by: fc.nat(),
    top: fc.integer({ min: 1, max: 4 }),
    from: fc.integer({ min: -2, max: 6 }),
    length: fc.nat(12),
  });
  await fc.assert(
    fc.asyncProperty(
      referenceRun,
      fc.array(question, { minLength: 3, maxLength: 6 }),
      async (input, asked) => {
        const { cleaned } = runReference(input);
        const activity = readActivity(cleaned, input.config, BigInt(input.now.getTime()) * 1000n);
        fc.pre(activity !== undefined);
        if (activity === undefined) return;
        const opened = await openReference(input);
        const columns = askable(input);
        for (const { metric, by: index, top, from: offset, length } of asked) {
          const by = columns[index % columns.length] ?? 'event_type';
          const from = activity.firstDay + offset;
          const to = from + length;
          const range = { from: dateText(from), to: dateText(to) };
          const answer = await readBreakdown(opened, { runId, metric, by, top, ...range });
          const expected = breakdown(activity, input.config, { metric, by, top, from, to });
          expect(answer.dates).toEqual(expected.dates);
          expect(answer.values).toBe(expected.values);
          const example = expected.parts.find(({ kind }) => kind === 'value')?.value;
          const parts = answer.series.map(({ value, ...part }) => ({
            ...part,
            value: typed(value, example),
          }));
          expect(sorted(parts)).toEqual(sorted(expected.parts));
          const nonZero = (line: string) => !line.endsWith(' 0');
          const shown = await figuresOfSql(opened, answer, metric);
          expect(shown.filter(nonZero)).toEqual(figuresOf(answer).filter(nonZero));
        }
        await opened.close();
      },
    ),
    { numRuns: Number(process.env['REFERENCE_RUNS'] ?? 25), endOnFailure: true },
  );
}, 600_000);

function sorted(parts: readonly { kind: BreakdownPart['kind']; value: unknown }[]) {
  const name = ({ kind, value }: { kind: string; value: unknown }) => `${kind} ${String(value)}`;
  return parts.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
}

/** The engine's run over the bytes of a reference input, open for questions. */
async function openReference({ files, config, now }: ReferenceInput): Promise<OpenRun> {
  const folder = await makeFolder();
  const paths = files.map(({ path }) => join(folder, path));
  for (const [index, { bytes }] of files.entries()) await writeFile(paths[index] ?? '', bytes);
  const { quality_checks, aggregation, ingest } = config;
  const output = join(folder, 'out');
  const settings = {
    quality_checks: { ...quality_checks },
    aggregation: { ...aggregation, active_event_types: [...aggregation.active_event_types] },
    ingest: { ...ingest, max_failed_lines: 1_000_000 },
  };
  await runPipeline(jobOf(paths, { config: settings, now }), output);
  return OpenRun.open(output, resources);
}
