import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TooManyFailedLines } from '../../../shared/errors.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import type { Files } from '../../../test/kit/folder.ts';
import { quarantineSchema } from '../../../test/kit/quarantine-row.ts';
import { lineCount, stageFiles } from '../../../test/kit/staged.ts';
import { profileProperties } from '../ingest/profile.ts';
import { findDuplicates } from '../transform/find-duplicates.ts';
import { quarantinedLines } from './quarantined-lines.ts';
import { writeQuarantine } from './write-quarantine.ts';

const maxLineBytes = 1024;

/** The quarantine of files: its summary, its lines (file names without their folder), and the bytes each kept. */
async function quarantineOf(files: Files, maxRejected = 1_000_000) {
  const { folder, database, sources, stagedPath } = await stageFiles(files, { maxLineBytes });
  await profileProperties(database, stagedPath, 500);
  await findDuplicates(database, lineCount(sources));
  const path = join(folder, 'rejected_events.jsonl');
  const summary = await writeQuarantine(path, quarantinedLines(database, sources, maxLineBytes), maxRejected);
  const text = existsSync(path) ? await readFile(path, 'utf8') : null;
  const rows = (text ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => quarantineSchema.parse(JSON.parse(line)))
    .map((found) => ({ ...found, file: found.file.slice(folder.length + 1) }));
  const bytes = rows.map(({ raw, raw_base64 }) =>
    Buffer.from(raw ?? raw_base64 ?? '', raw === undefined ? 'base64' : 'utf8'),
  );
  return { folder, summary, text, rows, bytes };
}

describe('a quarantined line', () => {
  it.each([
    ['malformed_json', '{"event_id":', /JSON/],
    ['malformed_json', eventLine({ event_id: 'e1' }).replace('{', '{"event_id":"e0",'), /twice/],
    [
      'malformed_json',
      eventLine({ event_id: 'e1', properties: 0 }).replace(/0}$/, '{"x":"\\ud800"}}'),
      /lone surrogate/,
    ],
    ['malformed_json', eventLine({ event_id: 'e1', x: 0 }).replace(/0}$/, 'NaN}'), /JSON/],
    ['not_an_object', '[1]', /an array/],
    ['not_an_object', 'null', /is null/],
    ['not_an_object', '"text"', /a string/],
    [
      'missing_field',
      eventLine({ event_id: 'e1', player_id: undefined, timestamp: null }),
      /player_id, timestamp are missing or null/,
    ],
    ['missing_field', '{}', /event_id, player_id, event_type, timestamp/],
    ['invalid_field', eventLine({ event_id: '' }), /event_id is empty/],
    ['invalid_field', eventLine({ event_id: 'e1', player_id: ['p1'] }), /player_id is an array/],
    ['invalid_field', eventLine({ event_id: 'e1', session_id: true }), /session_id is a boolean/],
    [
      'invalid_field',
      eventLine({ event_id: 'e1', properties: 'x' }),
      /properties is a string, not an object/,
    ],
    [
      'invalid_timestamp',
      eventLine({ event_id: 'e1', timestamp: '2024-02-30T00:00:00' }),
      /"2024-02-30T00:00:00" is no ISO 8601/,
    ],
  ])('has its reason, %s, and what is wrong in words', async (reason, line, detail) => {
    const { rows } = await quarantineOf({ 'e.jsonl': linesOf([eventLine({ event_id: 'first' }), line]) });
    expect(rows).toEqual([
      {
        file: 'e.jsonl',
        line: 2,
        byte_offset: eventLine({ event_id: 'first' }).length + 1,
        reason,
        detail: expect.stringMatching(detail),
        raw: line,
      },
    ]);
  });

  it('has its very text, white space and CR included', async () => {
    const lines = [
      '  {"a":\r',
      '\ttext \\ "quoted" \u2028 é😀\0',
      '\uFEFF{',
      '\uFEFF\uFEFF[',
      'a\x01b',
      '\x02mark',
      '{"cut',
    ];
    const { rows } = await quarantineOf({ 'e.jsonl': lines.join('\n') });
    expect(rows.map(({ raw }) => raw)).toEqual(lines);
    expect(rows.every(({ reason }) => reason === 'malformed_json')).toBe(true);
  });

  it('that is no UTF-8 has its very bytes, as base64', async () => {
    const line = Buffer.concat([
      Buffer.from('{"event_id":"'),
      Buffer.from([0xff, 0xed, 0xa0, 0x80, 0xc0]),
      Buffer.from('"}'),
    ]);
    const { rows, bytes } = await quarantineOf({ 'e.jsonl': Buffer.concat([line, Buffer.from('\n')]) });
    expect(rows).toMatchObject([
      { reason: 'invalid_utf8', detail: null, raw_base64: line.toString('base64') },
    ]);
    expect(rows[0]).not.toHaveProperty('raw');
    expect(bytes[0]?.equals(line)).toBe(true);
  });

  it('over the limit, but within a block, is kept as text', async () => {
    const long = 'é'.repeat(maxLineBytes);
    const { rows } = await quarantineOf({
      'e.jsonl': linesOf([eventLine({ event_id: 'e1' }), long, eventLine({ event_id: 'e2' })]),
    });
    expect(rows).toMatchObject([
      { line: 2, reason: 'line_too_long', detail: `${2 * maxLineBytes} bytes`, raw: long },
    ]);
  });

  it.each([0, 1, 2])(
    'too long to hold is copied as base64, every byte of it (%d over a multiple of 3)',
    async (over) => {
      const long = Buffer.alloc(9_000_000 + over, 'abcdefghijklm');
      const content = Buffer.concat([Buffer.from('x\n'), long, Buffer.from('\ny\n')]);
      const { rows, bytes } = await quarantineOf({ 'e.jsonl': content });
      expect(
        rows.map(({ line, byte_offset, reason, detail }) => [line, byte_offset, reason, detail]),
      ).toEqual([
        [1, 0, 'malformed_json', expect.any(String)],
        [2, 2, 'line_too_long', `${long.length} bytes`],
        [3, 3 + long.length, 'malformed_json', expect.any(String)],
      ]);
      expect(bytes[1]?.equals(long)).toBe(true);
    },
  );

  it('with a detail that would be long has it cut', async () => {
    const { rows } = await quarantineOf({
      'e.jsonl': linesOf([eventLine({ event_id: 'e1', timestamp: 'x'.repeat(600) })]),
    });
    expect(rows[0]?.detail?.length).toBeLessThan(250);
  });
});

describe('its place', () => {
  const content = linesOf([
    eventLine({ event_id: 'é' }),
    '',
    '{"bad',
    eventLine({ event_id: 'e2' }),
    '{"worse',
  ]);
  const at = (text: string) => Buffer.byteLength(content.slice(0, content.indexOf(text)));

  it.each([
    ['a plain file', 'e.jsonl', Buffer.from(content), 0],
    ['one with a byte-order mark', 'e.jsonl', Buffer.from(`\uFEFF${content}`), 3],
    ['gzip', 'e.jsonl.gz', zlib.gzipSync(content), 0],
    ['gzip with a byte-order mark', 'e.jsonl.gz', zlib.gzipSync(`\uFEFF${content}`), 3],
    ['zstd', 'e.jsonl.zst', zlib.zstdCompressSync(content), 0],
  ])('is the line and the byte of the uncompressed file: %s', async (_, name, bytes, mark) => {
    const { rows } = await quarantineOf({ [name]: bytes });
    expect(rows).toMatchObject([
      { file: name, line: 3, byte_offset: at('{"bad') + mark, raw: '{"bad' },
      { file: name, line: 5, byte_offset: at('{"worse') + mark, raw: '{"worse' },
    ]);
  });

  it('counts CRs and starts anew in each file', async () => {
    const { rows } = await quarantineOf({
      'day10.jsonl': 'x\n',
      'day2.jsonl': `${eventLine({ event_id: 'e1' })}\r\ny\r\n`,
      'day3.jsonl': linesOf([eventLine({ event_id: 'e2' })]),
    });
    expect(rows).toMatchObject([
      { file: 'day2.jsonl', line: 2, byte_offset: eventLine({ event_id: 'e1' }).length + 2, raw: 'y\r' },
      { file: 'day10.jsonl', line: 1, byte_offset: 0, raw: 'x' },
    ]);
  });

  it('cuts the line out of the file, whatever the file holds', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        '\x01',
        '\x02',
        '\uFEFF',
        '{}',
        eventLine({ event_id: 'e1' }),
        `\n${eventLine({ event_id: 'e2' })}\n`,
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.uint8Array({ maxLength: 10 }),
      fc.constant('x'.repeat(maxLineBytes + 1)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 20 }), async (pieces) => {
        const file = Buffer.concat(['x\n', ...pieces].map((part) => Buffer.from(part)));
        const { rows, bytes } = await quarantineOf({ 'e.jsonl': file });
        expect(rows.length).toBeGreaterThan(0);
        for (const [index, { byte_offset: start, line }] of rows.entries()) {
          const end = file.indexOf(10, start);
          expect(bytes[index]).toEqual(file.subarray(start, end < 0 ? file.length : end));
          expect(file.subarray(0, start).filter((byte) => byte === 10).length + 1).toBe(line);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('duplicates', () => {
  it('stand in the quarantine with the place of the first occurrence', async () => {
    const { folder, rows, summary } = await quarantineOf({
      'day2.jsonl': linesOf(['', eventLine({ event_id: 'a' }), eventLine({ event_id: 'a' })]),
      'day10.jsonl': linesOf([eventLine({ event_id: 'b' }), eventLine({ event_id: 'a' })]),
    });
    expect(rows).toMatchObject([
      { file: 'day2.jsonl', line: 3, reason: 'duplicate_event_id', raw: eventLine({ event_id: 'a' }) },
      { file: 'day10.jsonl', line: 2, reason: 'duplicate_event_id', raw: eventLine({ event_id: 'a' }) },
    ]);
    const first = `first at ${join(folder, 'day2.jsonl')}:2`;
    expect(rows.map(({ detail }) => detail)).toEqual([first, first]);
    for (const row of rows)
      expect(row).toMatchObject({ first_file: join(folder, 'day2.jsonl'), first_line: 2 });
    expect(summary).toMatchObject({ rejected: 0, duplicates: 2, byReason: { duplicate_event_id: 2 } });
    expect(summary.duplicateSamples).toMatchObject([
      { line: 3, event_id: 'a', detail: first },
      { line: 2, event_id: 'a', detail: first },
    ]);
  });

  it('are shown by the ids of the first 20, as the engine reads them; a rejected line has none', async () => {
    const ids = [7, 'é"', ...Array.from({ length: 19 }, (_, index) => `e${index}`)];
    const lines = ids.flatMap((event_id) => [eventLine({ event_id }), '{', eventLine({ event_id })]);
    const { summary } = await quarantineOf({ 'e.jsonl': linesOf(lines) });
    expect(summary.duplicates).toBe(21);
    expect(summary.duplicateSamples.map(({ event_id }) => event_id)).toEqual(ids.slice(0, 20).map(String));
    expect(new Set(summary.rejectedSamples.map(({ event_id }) => event_id))).toEqual(new Set([null]));
  });

  it('never count as failed lines', async () => {
    const { summary } = await quarantineOf(
      { 'e.jsonl': linesOf([eventLine({ event_id: 'a' }), eventLine({ event_id: 'a' })]) },
      0,
    );
    expect(summary.duplicates).toBe(1);
  });
});

describe('the whole', () => {
  it('is in input order, rejected lines and duplicates among each other', async () => {
    const lines = [
      eventLine({ event_id: 'a' }),
      '{',
      eventLine({ event_id: 'a' }),
      '[]',
      ' ',
      eventLine({ event_id: 'b' }),
      eventLine({ event_id: 'b' }),
    ];
    const { rows, summary } = await quarantineOf({ 'e.jsonl': linesOf(lines) });
    expect(rows.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'malformed_json'],
      [3, 'duplicate_event_id'],
      [4, 'not_an_object'],
      [7, 'duplicate_event_id'],
    ]);
    expect(summary.byReason).toEqual({ malformed_json: 1, duplicate_event_id: 2, not_an_object: 1 });
  });

  it('is no file where nothing is quarantined', async () => {
    const { text, summary } = await quarantineOf({
      'e.jsonl': linesOf([eventLine({ event_id: 'a' }), '', eventLine({ event_id: 'b' })]),
    });
    expect(text).toBeNull();
    expect(summary).toEqual({
      rejected: 0,
      duplicates: 0,
      byReason: {},
      rejectedSamples: [],
      duplicateSamples: [],
    });
  });

  it('may hold more than it buffers, and keeps the first 20 as samples', async () => {
    const bad = Array.from({ length: 20_000 }, (_, index) => `{"bad ${index} ${'x'.repeat(80)}`);
    const { rows, summary } = await quarantineOf({ 'e.jsonl': linesOf(bad) });
    expect(rows.map(({ raw }) => raw)).toEqual(bad);
    expect(summary.rejected).toBe(20_000);
    expect(summary.rejectedSamples).toHaveLength(20);
    expect(summary.rejectedSamples[19]).toMatchObject({ line: 20 });
  });
});

describe('too many failed lines', () => {
  const bad = linesOf([eventLine({ event_id: 'a' }), '{"one', '[]', '{}', '{"four']);

  it('as many as permitted are none too many', async () => {
    expect((await quarantineOf({ 'e.jsonl': bad }, 4)).summary.rejected).toBe(4);
  });

  it('one more stops the run and tells the first places with their reasons', async () => {
    const stopped = quarantineOf({ 'e.jsonl': bad }, 3);
    await expect(stopped).rejects.toThrow(TooManyFailedLines);
    await expect(stopped).rejects.toThrow(
      /^More than 3 lines are no events, the first at \S*e\.jsonl:2 \(malformed_json: .*\), \S*e\.jsonl:3 \(not_an_object: .*\), \S*e\.jsonl:4 \(missing_field: .*\)\. .*ingest\.max_failed_lines\.$/,
    );
  });

  it('none may be permitted', async () => {
    await expect(quarantineOf({ 'e.jsonl': '{\n' }, 0)).rejects.toThrow(
      /More than 0 lines are no events.*e\.jsonl:1/,
    );
  });
});
