import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../../../shared/config/schema.ts';
import type { Bucket, Distributions } from '../../../../shared/ipc/quality.ts';
import { silentLogger } from '../../../../shared/run/logger.ts';
import { referenceRun } from '../../../../test/kit/arbitraries.ts';
import { eventLine, linesOf } from '../../../../test/kit/event-lines.ts';
import { makeFolder } from '../../../../test/kit/folder.ts';
import { february, runOver } from '../../../../test/kit/runs.ts';
import { referenceDistributions } from '../../../../test/oracle/distributions.ts';
import { type ReferenceInput, runReference } from '../../../../test/oracle/reference.ts';
import { runPipeline } from '../../pipeline.ts';
import { OpenRun } from '../open-run.ts';
import { amountEdges } from './amount-edges.ts';
import { readDistributions } from './read-distributions.ts';

const resources = { memory_limit: '500MB', threads: 2 } as const;

async function distributionsIn(folder: string): Promise<Distributions> {
  const run = await OpenRun.open(folder, resources);
  try {
    return await readDistributions(run);
  } finally {
    await run.close();
  }
}

/** Buckets that hold something, as `[from, to, count]`. */
function filled(buckets: readonly Bucket[] = []) {
  return buckets.filter(({ count }) => count > 0).map(({ from, to, count }) => [from, to, count]);
}

/** The same buckets, filled by hand. */
function refilled(buckets: readonly Bucket[] = [], values: readonly number[]) {
  const isIn = ({ from, to }: Bucket, value: number) =>
    (from === null || value > from) && (to === null || value <= to);
  return buckets.map((bucket) => ({
    ...bucket,
    count: values.filter((value) => isIn(bucket, value)).length,
  }));
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

async function engineRun({ files, config, now }: ReferenceInput) {
  const folder = await makeFolder();
  for (const { path, bytes } of files) await writeFile(join(folder, path), bytes);
  const output = join(folder, 'out');
  await runPipeline(
    {
      inputs: files.map(({ path }) => join(folder, path)),
      config: {
        ...defaultConfig,
        quality_checks: { ...defaultConfig.quality_checks, ...config.quality_checks },
        aggregation: {
          ...defaultConfig.aggregation,
          ...config.aggregation,
          active_event_types: [...config.aggregation.active_event_types],
        },
        ingest: { ...defaultConfig.ingest, ...config.ingest, max_failed_lines: 1_000_000 },
      },
      now,
      signal: new AbortController().signal,
      logger: silentLogger,
      onProgress: () => {},
    },
    output,
  );
  return { folder, found: await distributionsIn(output) };
}

test('distributions hold what a plain reading of the input counts', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(referenceRun, async (input) => {
      // More than a byte-order mark: a run over nothing is refused.
      fc.pre(input.files.some(({ bytes }) => bytes.length > 3));
      const { folder, found } = await engineRun(input);
      const expected = referenceDistributions(input, runReference(input));
      const { duplicates, future, revenue } = found;
      expect(duplicates === null).toBe(expected.copies.length === 0);
      expect(future === null).toBe(expected.secondsAhead.length === 0);
      expect(revenue === null).toBe(expected.amounts.length === 0);
      expect(duplicates?.copies ?? []).toEqual(refilled(duplicates?.copies, expected.copies));
      expect(future?.seconds ?? []).toEqual(refilled(future?.seconds, expected.secondsAhead));
      expect(revenue?.amounts ?? []).toEqual(refilled(revenue?.amounts, expected.amounts));
      expect(revenue?.purchases ?? 0).toBe(expected.amounts.length);
      const sums = revenue?.amounts.map(({ count }) => count) ?? [];
      expect(sums.reduce((sum, count) => sum + count, 0)).toBe(expected.amounts.length);
      if (duplicates?.grain === 'day') {
        expect(Object.fromEntries(duplicates.dates.map(({ date, count }) => [date, count]))).toEqual(
          tally(expected.duplicateDates),
        );
      }
      expect(
        Object.fromEntries(
          duplicates?.files.map(({ file, count }) => [file.slice(folder.length + 1), count]) ?? [],
        ),
      ).toEqual(tally(expected.duplicateFiles));
    }),
    { numRuns: 25 },
  );
});

test('an example counted by hand', async () => {
  const purchase = (id: string, price_usd: unknown, timestamp = '2024-01-15T10:00:00Z') =>
    eventLine({ event_id: id, event_type: 'purchase', timestamp, properties: { price_usd } });
  const lines = [
    ...['a', 'a', 'a', 'b', 'b'].map((id) => eventLine({ event_id: id })),
    eventLine({ event_id: 'c', timestamp: '2024-01-20T00:00:00Z' }),
    eventLine({ event_id: 'c', timestamp: '2024-01-27T00:00:00Z' }),
    eventLine({ event_id: 'f1', timestamp: '2024-02-01T00:00:00.5Z' }),
    eventLine({ event_id: 'f2', timestamp: '2024-02-02T00:00:00Z' }),
    eventLine({ event_id: 'f3', timestamp: '9999-01-01T00:00:00Z' }),
    purchase('p1', 1),
    purchase('p2', 2),
    purchase('p3', '5'),
    purchase('p4', 5000),
    purchase('p5', -1),
    purchase('p6', 'free'),
  ];
  const { output, manifest } = await runOver({ 'e.jsonl': linesOf(lines) }, { now: february });
  const { duplicates, future, revenue } = await distributionsIn(output);
  expect(filled(duplicates?.copies)).toEqual([
    [0, 1, 2],
    [1, 2, 1],
  ]);
  expect(duplicates).toMatchObject({
    grain: 'day',
    dates: [
      { date: '2024-01-15', count: 3 },
      { date: '2024-01-20', count: 1 },
    ],
    files: [{ file: manifest.inputs[0]?.path, count: 4 }],
  });
  // Runs of format 1 have the place of the first occurrence in words alone.
  const quarantine = join(output, 'rejected_events.jsonl');
  const text = await readFile(quarantine, 'utf8');
  expect(text).toContain(`"first_file":${JSON.stringify(manifest.inputs[0]?.path)},"first_line":1,`);
  await writeFile(quarantine, text.replaceAll(/"first_file":"[^"]*","first_line":\d+,/g, ''));
  expect((await distributionsIn(output)).duplicates).toEqual(duplicates);

  const day = 86_400;
  expect(filled(future?.seconds)).toEqual([
    [0, 1, 1],
    [6 * 3600, day, 1],
    [36_500 * day, null, 1],
  ]);
  expect(revenue).toMatchObject({ scale: 'log', purchases: 5, least: -1, median: 2, greatest: 5000 });
  expect(filled(revenue?.amounts).map(([, , count]) => count)).toEqual([1, 1, 1, 1, 1]);
  expect(revenue?.amounts[0]).toMatchObject({ from: null, count: 1 });
});

test('a run without duplicates, future timestamps and purchases has no distribution of them', async () => {
  const { output } = await runOver({ 'e.jsonl': linesOf([eventLine({ event_id: 'a' })]) });
  expect(await distributionsIn(output)).toEqual({ duplicates: null, future: null, revenue: null });
});

test('edges of amounts are finite, rise, are few, and take in all that is not skewed', () => {
  const amount = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 0, max: 10_000, noNaN: true }),
    fc.integer({ min: -5, max: 100 }),
  );
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), (amounts) => {
      const sorted = amounts.toSorted((a, b) => a - b);
      const [least = 0, greatest = 0] = [sorted[0], sorted.at(-1)];
      const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
      const { scale, edges } = amountEdges({ least, median, greatest });
      expect(edges.every((edge, index) => Number.isFinite(edge) && edge >= (edges[index - 1] ?? edge))).toBe(
        true,
      );
      expect(edges.length).toBeGreaterThan(1);
      expect(edges.length).toBeLessThan(60);
      if (scale === 'linear') expect(edges[0]).toBeLessThanOrEqual(least);
    }),
    { numRuns: 500 },
  );
});
