import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DatasetProfile, Field, Reading } from '../../../shared/ipc/dataset.ts';
import { eventLine, eventsWith, linesOf } from '../../../test/kit/event-lines.ts';
import { type Files, makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { february, run } from '../../../test/kit/runs.ts';
import { writeEvents } from '../generate/write-events.ts';
import { discoverInputs } from '../ingest/discover.ts';
import { profileDataset } from './profile-dataset.ts';

const reading: Reading = {
  timezone: 'UTC',
  maxLineBytes: 4096,
  maxExpansionRatio: 200,
  maxPropertyColumns: 500,
};
const resources = { memory_limit: '500MB', threads: 2 } as const;

async function profileOf(files: Files, change: Partial<Reading> = {}): Promise<DatasetProfile> {
  const folder = await makeFolder();
  return profilePaths(await writeFiles(folder, files), change);
}

async function profilePaths(
  paths: readonly string[],
  change: Partial<Reading> = {},
): Promise<DatasetProfile> {
  return profileDataset(await discoverInputs(paths), {
    reading: { ...reading, ...change },
    resources,
    workFolder: await makeFolder(),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

function field({ content }: DatasetProfile, key: string): Field | undefined {
  return content.fields.find((one) => one.key === key);
}

describe('counts', () => {
  it('says where every line went, in all and per file', async () => {
    const profile = await profileOf({
      'a.jsonl': linesOf([
        eventLine({ event_id: '1', event_type: 'a' }),
        eventLine({ event_id: '2', event_type: 'b' }),
        'no json',
        '',
        '[]',
        eventLine({ event_id: '3', event_type: 'a', timestamp: '2024-01-17T10:00:00Z' }),
      ]),
      'b.jsonl': linesOf([
        eventLine({ event_id: '1' }),
        eventLine({ event_id: '4', player_id: null }),
        eventLine({ event_id: '5', player_id: '' }),
        eventLine({ event_id: '6', timestamp: 'yesterday' }),
        eventLine({ event_id: '7', event_type: 'x'.repeat(5000) }),
      ]),
    });
    expect(profile.content).toMatchObject({ lines: 11, events: 3, rejected: 6, duplicates: 1, blank: 1 });
    expect(profile.content.eventTypes).toEqual([
      { eventType: 'a', events: 2 },
      { eventType: 'b', events: 1 },
    ]);
    const [a, b] = profile.files;
    expect(a).toMatchObject({
      lines: 6,
      events: 3,
      rejected: 2,
      duplicates: 0,
      blank: 1,
      reasons: [
        { reason: 'malformed_json', lines: 1 },
        { reason: 'not_an_object', lines: 1 },
      ],
      firstTime: '2024-01-15 14:30:00',
      lastTime: '2024-01-17 10:00:00',
      problem: null,
    });
    expect(b).toMatchObject({ lines: 5, events: 0, rejected: 4, duplicates: 1, blank: 0 });
    expect(b?.reasons.map(({ reason }) => reason)).toEqual([
      'invalid_field',
      'invalid_timestamp',
      'line_too_long',
      'missing_field',
    ]);
    expect(profile.problemLines.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '3 malformed_json',
      '5 not_an_object',
      '1 duplicate_event_id',
      '2 missing_field',
      '3 invalid_field',
      '4 invalid_timestamp',
      '5 line_too_long',
    ]);
    expect(profile.problemLines[0]?.text).toBe('no json');
  });

  it('tells times in the reporting time zone', async () => {
    const profile = await profileOf(
      { 'a.jsonl': linesOf([eventLine({ event_id: '1' })]) },
      { timezone: 'Asia/Tokyo' },
    );
    expect(profile.files[0]).toMatchObject({ firstTime: '2024-01-15 23:30:00' });
  });

  it('takes a byte-order mark, CRLF and gzip for what they are', async () => {
    const text = `\uFEFF${eventLine({ event_id: '1' })}\r\n${eventLine({ event_id: '2' })}\r\n`;
    const { files, content } = await profileOf({ 'a.jsonl': text, 'b.jsonl.gz': gzipSync(text) });
    expect(files.map(({ lines, rejected }) => [lines, rejected])).toEqual([
      [2, 0],
      [2, 0],
    ]);
    expect(content).toMatchObject({ lines: 4, events: 2, duplicates: 2 });
  });

  it('has an answer where there is no event', async () => {
    const empty = await profileOf({ 'a.jsonl': '' });
    expect(empty.content).toMatchObject({ lines: 0, events: 0, fields: [] });
    expect(empty.files[0]).toMatchObject({ lines: 0, problem: null });
    const bad = await profileOf({ 'a.jsonl': 'one\ntwo\n' });
    expect(bad.content).toMatchObject({ lines: 2, events: 0, rejected: 2, eventTypes: [] });
    expect(field(bad, 'event_id')).toMatchObject({ nulls: 0, distinct: 0, distribution: { kind: 'none' } });
  });

  it('names a file that is damaged or no event log, and goes on', async () => {
    const whole = gzipSync(
      linesOf(Array.from({ length: 2000 }, (_, index) => eventLine({ event_id: `d${index}` }))),
    );
    const { files, content } = await profileOf({
      'a.jsonl.gz': whole.subarray(0, whole.length - 100),
      'b.jsonl': whole,
      'c.jsonl': linesOf([eventLine({ event_id: '1' })]),
    });
    expect(files.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('the gzip stream is damaged or cut short'),
      expect.stringContaining('this is gzip data; name the file .gz'),
      null,
    ]);
    expect(content).toMatchObject({ lines: 1, events: 1 });
  });
});

describe('fields', () => {
  it('have the types of a run, null counts and exact counts of different values', async () => {
    const profile = await profileOf({
      'a.jsonl': eventsWith([
        '{"n":1,"d":0.5,"s":"x","b":true,"m":1}',
        '{"n":2,"d":2,"s":"x","b":false,"m":"one"}',
        '{"n":2,"d":null,"s":"y"}',
        '{}',
      ]),
    });
    const told = ['n', 'd', 's', 'b', 'm'].map((key) => field(profile, key));
    expect(told.map((one) => [one?.type, one?.nulls, one?.distinct])).toEqual([
      ['BIGINT', 1, 2],
      ['DOUBLE', 2, 2],
      ['VARCHAR', 1, 2],
      ['BOOLEAN', 2, 2],
      ['VARCHAR', 2, 2],
    ]);
    expect(field(profile, 's')?.distribution).toEqual({
      kind: 'values',
      values: [
        { value: 'x', events: 2 },
        { value: 'y', events: 1 },
      ],
      others: 0,
    });
  });

  it('spread numbers over buckets of equal width', async () => {
    const wide = Array.from({ length: 24 }, (_, index) => `{"n":${index},"d":${index / 2},"f":7,"g":0.5}`);
    const profile = await profileOf({ 'a.jsonl': eventsWith(wide) });
    const two = Array.from({ length: 12 }, () => 2);
    expect(field(profile, 'n')?.distribution).toEqual({
      kind: 'numbers',
      min: 0,
      max: 23,
      bucketWidth: 2,
      counts: two,
    });
    expect(field(profile, 'd')?.distribution).toMatchObject({ min: 0, max: 11.5, counts: two });
    expect(field(profile, 'f')?.distribution).toMatchObject({ min: 7, max: 7, counts: [24] });
    expect(field(profile, 'g')?.distribution).toMatchObject({ min: 0.5, max: 0.5, counts: [24] });
  });

  it('have no histogram where a number cannot tell their range, and one where it nearly cannot', async () => {
    const profile = await profileOf({
      'a.jsonl': eventsWith([
        '{"n":-1.5e308,"i":-9223372036854775808}',
        '{"n":1.5e308,"i":9223372036854775807}',
      ]),
    });
    expect(field(profile, 'n')?.distribution).toEqual({ kind: 'none' });
    expect(field(profile, 'i')?.distribution).toMatchObject({ kind: 'numbers' });
  });

  it('count times per day, gaps included, several days a bucket where there are many', async () => {
    const on = (id: string, day: string) => eventLine({ event_id: id, timestamp: `${day}T00:00:00Z` });
    const days = await profileOf({ 'a.jsonl': linesOf([on('1', '2024-01-01'), on('2', '2024-01-03')]) });
    expect(field(days, 'timestamp')?.distribution).toEqual({
      kind: 'days',
      firstDay: '2024-01-01',
      daysPerBucket: 1,
      counts: [1, 0, 1],
    });
    const year = await profileOf({ 'a.jsonl': linesOf([on('1', '2023-01-01'), on('2', '2023-12-31')]) });
    const { distribution } = field(year, 'timestamp') ?? {};
    expect(distribution).toMatchObject({ kind: 'days', daysPerBucket: 7 });
    expect(distribution?.kind === 'days' && distribution.counts).toEqual([1, ...Array(51).fill(0), 1]);
  });

  it('tell the most frequent values, and the rest as one number', async () => {
    const values = Array.from({ length: 60 }, (_, index) => `{"s":"v${index < 40 ? index % 4 : index}"}`);
    const profile = await profileOf({ 'a.jsonl': eventsWith(values) });
    expect(field(profile, 's')).toMatchObject({
      distinct: 24,
      distribution: {
        values: [0, 1, 2, 3]
          .map((n) => ({ value: `v${n}`, events: 10 }))
          .concat([{ value: 'v40', events: 1 }]),
        others: 19,
      },
    });
  });
});

it('agrees with a run over the same faulty lines, count by count', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'events.jsonl');
  const shares = { malformedShare: 0.002, duplicateShare: 0.003, futureShare: 0.002 };
  await writeEvents({ events: 20_000, players: 400, days: 20, seed: 5, ...shares, output: path });
  const { manifest, report } = await run([path], join(folder, 'out'), { now: february });
  const { content, files } = await profilePaths([path], { maxLineBytes: 16_777_216 });

  const { lines, events, rejected, duplicates, blank } = content;
  expect({
    lines,
    events_cleaned: events,
    events_rejected: rejected,
    duplicates_removed: duplicates,
    blank_lines: blank,
  }).toEqual(manifest.reconciliation);
  expect(rejected).toBeGreaterThan(0);
  expect(duplicates).toBeGreaterThan(0);
  const reasons = content.reasons.map(({ reason, lines: of }) => [reason, of]);
  expect(Object.fromEntries([...reasons, ['duplicate_event_id', duplicates]])).toEqual(manifest.quarantined);
  expect(content.eventTypes.map((type) => ({ event_type: type.eventType, events: type.events }))).toEqual(
    report.measured.event_types,
  );
  expect(files[0]?.lines).toBe(manifest.inputs[0]?.lines);
  const types = manifest.properties.map(({ key, column, type }) => ({ key, column, type }));
  expect(content.fields.slice(5).map(({ key, column, type }) => ({ key, column, type }))).toEqual(types);
  for (const { column, nulls_all_rows, nulls_by_event_type, rows_by_event_type } of report.measured.columns) {
    const of = content.fields.find((one) => one.column === column);
    expect([of?.nulls, of?.nullsInScope, of?.eventsInScope]).toEqual([
      nulls_all_rows,
      nulls_by_event_type,
      rows_by_event_type,
    ]);
  }
});

it('estimates no more different values than there are events', async () => {
  // More than are counted; DuckDB's estimate of these is 112,595.
  const lines = Array.from({ length: 100_001 }, (_, index) => eventLine({ event_id: `f${index}` }));
  const [path = ''] = await writeFiles(await makeFolder(), { 'a.jsonl': linesOf(lines) });
  const { content } = await profilePaths([path], { maxLineBytes: 16_777_216 });
  const [id] = content.fields;
  expect(id).toMatchObject({ key: 'event_id', distinct: 100_001, isDistinctExact: false });
});

it('tells of a file that grows while it is read', async () => {
  const [path = ''] = await writeFiles(await makeFolder(), {
    'a.jsonl': linesOf([eventLine({ event_id: '1' })]),
  });
  const profile = profileDataset(await discoverInputs([path]), {
    reading,
    resources,
    workFolder: await makeFolder(),
    signal: new AbortController().signal,
    onProgress: ({ stage }) =>
      stage === 'ingest' && appendFileSync(path, linesOf([eventLine({ event_id: '2' })])),
  });
  await expect(profile).rejects.toThrow(/a\.jsonl: the file changed while it was read/);
});

it('stops where it is cancelled', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'events.jsonl');
  await writeEvents({ events: 50_000, players: 400, days: 20, seed: 5, output: path });
  const controller = new AbortController();
  const stages: string[] = [];
  const profile = profileDataset(await discoverInputs([path]), {
    reading,
    resources,
    workFolder: await makeFolder(),
    signal: controller.signal,
    onProgress: ({ stage }) => {
      stages.push(stage);
      if (stage === 'clean') controller.abort();
    },
  });
  await expect(profile).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(stages).not.toContain('profile');
});
