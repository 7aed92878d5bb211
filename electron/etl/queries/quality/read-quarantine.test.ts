import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../../../shared/config/schema.ts';
import { eventLine, linesOf } from '../../../../test/kit/event-lines.ts';
import type { Files } from '../../../../test/kit/folder.ts';
import { openOutput } from '../../../../test/kit/outputs.ts';
import { runOver } from '../../../../test/kit/runs.ts';
import type { OpenRun } from '../open-run.ts';
import { countQuarantine, readQuarantinedLine, readQuarantinePage } from './read-quarantine.ts';
import { keptLength } from './read-quarantine-file.ts';

const all = { reason: null, file: null, search: '', offset: 0, limit: 100 };

/** A finished run over files, opened, in which any number of lines may be broken. */
async function openRun(files: Files, maxLineBytes = defaultConfig.ingest.max_line_bytes): Promise<OpenRun> {
  const ingest = { max_failed_lines: 1_000_000, max_line_bytes: maxLineBytes };
  const { output } = await runOver(files, { config: { ingest } });
  return openOutput(output);
}

test('every kind of line is read back with its place, its reason and its text', async () => {
  const broken = Buffer.concat([
    Buffer.from(linesOf([eventLine({ event_id: 'e1' }), '{"half":', eventLine({ event_id: 'e1' })])),
    Buffer.from([0x5b, 0xff, 0xfe, 0x5d, 0x0a]),
    Buffer.from('["\u2028 <b>\u0001 “Grüße” "]\n"a\tb"\n'),
  ]);
  const run = await openRun({
    'a.jsonl': broken,
    'b.jsonl': linesOf(['null', eventLine({ event_id: 'e2' })]),
  });
  const { total, rows } = await readQuarantinePage(run, all);
  expect(total).toBe(6);
  expect(
    rows.map(({ file, line, reason, text, is_utf8 }) => [file.slice(-7), line, reason, text, is_utf8]),
  ).toEqual([
    ['a.jsonl', 2, 'malformed_json', '{"half":', true],
    ['a.jsonl', 3, 'duplicate_event_id', eventLine({ event_id: 'e1' }), true],
    ['a.jsonl', 4, 'invalid_utf8', '[\uFFFD\uFFFD]', false],
    ['a.jsonl', 5, 'malformed_json', '["\u2028 <b>\u0001 “Grüße” "]', true],
    ['a.jsonl', 6, 'malformed_json', '"a\tb"', true],
    ['b.jsonl', 1, 'not_an_object', 'null', true],
  ]);
  expect(rows[0]?.byte_offset).toBe(eventLine({ event_id: 'e1' }).length + 1);
  expect(rows[1]?.detail).toMatch(/^first at .*a\.jsonl:1$/);
  const counts = await countQuarantine(run);
  expect(counts.reasons).toEqual([
    { reason: 'malformed_json', lines: 3 },
    { reason: 'duplicate_event_id', lines: 1 },
    { reason: 'invalid_utf8', lines: 1 },
    { reason: 'not_an_object', lines: 1 },
  ]);
  expect(counts.files.map(({ lines }) => lines)).toEqual([5, 1]);
});

test('lines are filtered by reason, input and text, case ignored, patterns taken as they stand', async () => {
  const run = await openRun({
    'a.jsonl': linesOf(['{"Straße 100%', "'; DROP TABLE quarantine; --", '[]']),
    'b.jsonl': linesOf(['{"STRASSE', '{"100', eventLine({ event_id: 'e1' })]),
  });
  const places = async (filter: { reason?: string; file?: string; search?: string }) => {
    const { total, rows } = await readQuarantinePage(run, { ...all, ...filter });
    expect(total).toBe(rows.length);
    return rows.map(({ file, line }) => `${file.slice(-7, -6)}${line}`);
  };
  expect(await places({ search: 'STRAßE' })).toEqual(['a1']);
  expect(await places({ search: '100%' })).toEqual(['a1']);
  expect(await places({ search: '_' })).toEqual([]);
  expect(await places({ search: "'; drop table" })).toEqual(['a2']);
  expect(await places({ search: 'AN ARRAY' })).toEqual(['a3']);
  expect(await places({ reason: 'not_an_object' })).toEqual(['a3']);
  const file = (await readQuarantinePage(run, all)).rows.at(-1)?.file ?? '';
  expect(await places({ file })).toEqual(['b1', 'b2']);
  expect(await places({ file, search: '100' })).toEqual(['b2']);
  expect(await places({ file, reason: 'not_an_object' })).toEqual([]);
});

test('a hundred thousand lines are paged without one lost or told twice', async () => {
  const lines = Array.from({ length: 100_000 }, (_, i) =>
    i % 10 === 0 ? `{"broken ${i}` : eventLine({ event_id: 'same' }),
  );
  const run = await openRun({ 'a.jsonl': linesOf(lines) });
  const kept = (await readFile(join(run.folder, 'rejected_events.jsonl'), 'utf8')).trimEnd().split('\n');
  const page = { ...all, limit: 500 };
  const seen: string[] = [];
  for (let offset = 0; ; offset += 500) {
    const { total, rows } = await readQuarantinePage(run, { ...page, offset });
    expect(total).toBe(99_999);
    if (rows.length === 0) break;
    seen.push(...rows.map(({ text }) => text));
  }
  expect(seen).toEqual(kept.map((line) => JSON.parse(line).raw));
  const found = await readQuarantinePage(run, { ...all, search: 'broken 9999', reason: 'malformed_json' });
  expect(found.rows.map(({ line }) => line)).toEqual([99_991]);
});

test('a line is shown in full up to a length, and said to be cut beyond', async () => {
  const [short, long] = ['x'.repeat(5000), `{"${'\u0001"'.repeat(6_000_000)}`];
  const tooLong = '☃'.repeat(5_000_000);
  const run = await openRun(
    { 'a.jsonl': linesOf([eventLine({ event_id: 'e1' }), short, long, tooLong]) },
    2 ** 24 - 2 ** 22,
  );
  const { rows } = await readQuarantinePage(run, all);
  expect(rows.map(({ text, is_cut }) => [text.length, is_cut])).toEqual([
    [300, true],
    [300, true],
    [300, true],
  ]);
  const read = await Promise.all([0, 1, 2].map((position) => readQuarantinedLine(run, position)));
  expect(read.map(({ reason }) => reason)).toEqual(['malformed_json', 'malformed_json', 'line_too_long']);
  expect(read.map(({ is_cut }) => is_cut)).toEqual([false, true, true]);
  expect(read[0]?.text).toBe(short);
  expect(read[1]?.text).toBe(long.slice(0, keptLength));
  expect(read[2]?.text).toBe(tooLong.slice(0, keptLength));
  await expect(readQuarantinedLine(run, 3)).rejects.toThrow('has no line 4');
});

test('a run that put nothing aside has an empty quarantine', async () => {
  const run = await openRun({ 'a.jsonl': linesOf([eventLine({ event_id: 'e1' })]) });
  expect(await readQuarantinePage(run, all)).toEqual({ total: 0, rows: [] });
  expect(await countQuarantine(run)).toEqual({ reasons: [], files: [] });
});
