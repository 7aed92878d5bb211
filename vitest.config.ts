import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/kit/longest-first.ts';

// Where `npm test` wants the results, beside the console.
const report = process.env['TEST_REPORT'];

export default defineConfig({
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // None of them is to be idle at the end.
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['electron', 'renderer', 'shared', 'scripts', 'test/kit', 'test/oracle'].map(
            (folder) => `${folder}/**/*.test.ts`,
          ),
          // A worker loads DuckDB and the engine once, not once a file: a test leaves no trace in its process.
          isolate: false,
          // Much of a test is waiting, for a disk or a child.
          maxWorkers: availableParallelism(),
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/specs/**/*.test.ts', 'test/soak/**/*.test.ts'],
          // After the others, where all are run: they need the machine for themselves.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
