import { defineConfig } from 'vitest/config';

// Where `npm test` wants the results, beside the console.
const report = process.env['TEST_REPORT'];

export default defineConfig({
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
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
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/specs/**/*.test.ts', 'test/soak/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
