import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/kit/longest-first.ts';

// Many tests start processes of their own: these need not read the same modules anew each time.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'node-compile');

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
          include: [
            'electron',
            'renderer',
            'shared',
            'scripts',
            'test/kit',
            'test/oracle',
            'test/formats',
          ].map((folder) => `${folder}/**/*.test.ts`),
          globalSetup: 'test/kit/made-once-folder.ts',
          // A worker loads DuckDB and the engine once, not once a file: a test leaves no trace in its process.
          isolate: false,
          // Much of a test is waiting, for a disk or a child.
          maxWorkers: availableParallelism(),
          // Ends what hangs, also on a machine that is busy with something else.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/specs/**/*.test.ts', 'test/soak/**/*.test.ts'],
          // After the others, where all are run: they need the machine for themselves.
          sequence: { groupOrder: 1 },
          maxWorkers: availableParallelism(),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
