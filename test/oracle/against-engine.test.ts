import fc from 'fast-check';
import { test } from 'vitest';
import { referenceRun } from '../kit/arbitraries.ts';
import { assertSame } from '../kit/compare-runs.ts';
import { runEngine } from '../kit/engine-run.ts';
import { runReference } from './reference.ts';

test('the engine gives what the plain reading gives, for any input, thread count and time zone', async () => {
  await fc.assert(
    fc.asyncProperty(referenceRun, fc.constantFrom(1, 2, 4), async (input, threads) => {
      fc.pre(input.files.some(({ bytes }) => bytes.length > 3));
      assertSame(await runEngine(input, threads), runReference(input), input.files);
    }),
    {
      numRuns: Number(process.env['REFERENCE_RUNS'] ?? 150),
      endOnFailure: process.env['REFERENCE_RUNS'] !== undefined,
    },
  );
}, 600_000);
