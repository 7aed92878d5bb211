import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readResults, tellSlowest } from './test-results.ts';

function readReport(report: object) {
  const folder = mkdtempSync(join(tmpdir(), 'test-results-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
  return readResults(join(folder, 'report.json'));
}

const file = (name: string, endTime: number, more: object = {}) => ({
  name: resolve(name),
  status: 'passed',
  startTime: 1000,
  endTime,
  assertionResults: [{}],
  ...more,
});

test('skipped tests and files that do not load count as failed', () => {
  const results = readReport({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 3,
    testResults: [
      file('a.test.ts', 2500),
      file('failed.test.ts', 2000, { status: 'failed' }),
      file('broken.test.ts', 1000, { status: 'failed', assertionResults: [] }),
    ],
  });
  expect(results).toMatchObject({ passed: 5, failed: 7 });
});

test('a runner without a report told nothing', () => {
  expect(readResults(join(tmpdir(), 'nowhere', 'report.json'))).toBeNull();
});

test('the slowest files of all runners come first', () => {
  const counts = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  const reports = [
    readReport({ ...counts, testResults: [file('a.test.ts', 2500), file('b.test.ts', 1100)] }),
    readReport({ ...counts, testResults: [file('c.spec.ts', 61_000)] }),
  ].filter((one) => one !== null);
  expect(tellSlowest(reports, 2)).toEqual(['   60.0 s  c.spec.ts', '    1.5 s  a.test.ts']);
});
