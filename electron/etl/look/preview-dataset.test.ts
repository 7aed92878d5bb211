import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Preview, Reading } from '../../../shared/ipc/dataset.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { type Files, makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { writeEvents } from '../generate/write-events.ts';
import { discoverInputs } from '../ingest/discover.ts';
import { previewDataset } from './preview-dataset.ts';

const reading: Reading = {
  timezone: 'UTC',
  maxLineBytes: 16_777_216,
  maxExpansionRatio: 200,
  maxPropertyColumns: 500,
};

async function previewOf(files: Files): Promise<Preview> {
  return previewPaths(await writeFiles(await makeFolder(), files));
}

async function previewPaths(paths: readonly string[]): Promise<Preview> {
  const workFolder = await makeFolder();
  const signal = new AbortController().signal;
  return previewDataset(await discoverInputs(paths), { reading, workFolder, memoryLimit: '500MB', signal });
}

describe('the first lines', () => {
  it('come in input order, events with a value a field, others with what is wrong', async () => {
    const { rows, content } = await previewOf({
      'b.jsonl': linesOf([eventLine({ event_id: '3' })]),
      'a.jsonl': linesOf([
        eventLine({ event_id: '1', properties: { level: 5 } }),
        'no json',
        '',
        eventLine({ event_id: '1' }),
        eventLine({ event_id: '2', properties: { country: 'DE' } }),
      ]),
    });
    expect(rows.map(({ line, kind }) => `${line} ${kind}`)).toEqual([
      '1 event',
      '2 problem',
      '4 problem',
      '5 event',
      '1 event',
    ]);
    expect(rows[1]).toMatchObject({ reason: 'malformed_json', text: 'no json' });
    expect(rows[2]).toMatchObject({
      reason: 'duplicate_event_id',
      detail: expect.stringMatching(/first at .*a\.jsonl:1$/),
    });
    const keys = content.fields.map(({ key }) => key);
    expect(keys).toEqual([
      'event_id',
      'player_id',
      'session_id',
      'event_type',
      'timestamp',
      'country',
      'level',
    ]);
    expect(rows[0]).toMatchObject({
      values: ['1', 'p1', null, 'session_start', '2024-01-15 14:30:00', null, '5'],
    });
  });

  it('are a sample of a long file, and no line of it is cut', async () => {
    const line = (index: number) =>
      eventLine({ event_id: `e${index}`, properties: { text: 'x'.repeat(2000) } });
    const text = linesOf(Array.from({ length: 6000 }, (_, index) => line(index)));
    for (const name of ['a.jsonl', 'a.jsonl.gz', 'a.jsonl.zst']) {
      const bytes = name.endsWith('gz')
        ? gzipSync(text)
        : name.endsWith('zst')
          ? zstdCompressSync(text)
          : text;
      const { content, rows, files } = await previewOf({ [name]: bytes });
      expect(files[0]).toMatchObject({ isExact: false, problem: null });
      expect(content.lines).toBeGreaterThan(1000);
      expect(content.lines).toBeLessThan(5000);
      expect(content).toMatchObject({ rejected: 0, events: content.lines });
      expect(rows).toHaveLength(100);
    }
  });
});

describe('lines of a file', () => {
  it('are exact where it is small', async () => {
    const text = `\uFEFF${eventLine({ event_id: '1' })}\n\nlast`;
    const { files } = await previewOf({
      'a.jsonl': text,
      'b.jsonl.gz': gzipSync(text),
      'c.jsonl.zst': zstdCompressSync(text),
      'd.jsonl': '',
      'e.jsonl': '\uFEFF',
    });
    expect(files.map(({ lines, isExact }) => [lines, isExact])).toEqual([
      [3, true],
      [3, true],
      [3, true],
      [0, true],
      [0, true],
    ]);
  });

  it('are estimated within a tenth where it is large', async () => {
    const folder = await makeFolder();
    const volume = { events: 60_000, players: 2000, days: 14, seed: 3 };
    const output = join(folder, 'a.jsonl');
    await writeEvents({ ...volume, output });
    await writeEvents({ ...volume, output: `${output}.gz` });
    for (const { lines, isExact } of (await previewPaths([folder])).files) {
      expect(isExact).toBe(false);
      expect(lines).toBeGreaterThan(54_000);
      expect(lines).toBeLessThan(66_000);
    }
  });
});

describe('what cannot be used', () => {
  it('is named, and the rest goes on', async () => {
    const random = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * index * 31) % 251));
    const whole = gzipSync(random);
    const { files, content } = await previewOf({
      'a.jsonl.gz': whole.subarray(0, whole.length - 20),
      'b.jsonl.zst': 'no zstd at all, but text of some length',
      'c.jsonl.gz': '',
      'd.jsonl': 'PAR1 and more',
      'e.jsonl': linesOf([eventLine({ event_id: '1' })]),
    });
    expect(files.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('the gzip stream is damaged or cut short'),
      expect.stringContaining('this is no zstd data but plain text'),
      expect.stringContaining('the file is empty'),
      expect.stringContaining('this is a Parquet file'),
      null,
    ]);
    expect(content).toMatchObject({ lines: 1, events: 1 });
  });

  it('may be all there is', async () => {
    const { rows, content, sampledFiles } = await previewOf({ 'a.jsonl': '', 'b.jsonl.gz': '' });
    expect({ rows, lines: content.lines, sampledFiles }).toEqual({ rows: [], lines: 0, sampledFiles: 0 });
  });
});
