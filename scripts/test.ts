/**
 * `npm test`: runs every `test:*` script of package.json, all of them even where one fails, and closes with the
 * number of checks and tests that passed and failed. A script without a test report counts as one check.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const reportFolder = join(import.meta.dirname, '..', 'out', 'test');
rmSync(reportFolder, { recursive: true, force: true });
mkdirSync(reportFolder, { recursive: true });

let passed = 0;
let failed = 0;
for (const script of Object.keys(packageJson.scripts).filter((name) => name.startsWith('test:'))) {
  const report = join(reportFolder, `${script.replace(':', '-')}.json`);
  console.log(`\n> ${script}`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, TEST_REPORT: report },
  });
  const counts = countTests(report);
  // A runner can fail without a failed test: a crash, a file that does not load, a skipped test.
  const failures = Math.max(counts.failed, status === 0 ? 0 : 1);
  passed += existsSync(report) ? counts.passed : status === 0 ? 1 : 0;
  failed += failures;
  console.log(`${script}: ${failures === 0 ? 'ok' : 'FAILED'}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function countTests(report: string): { passed: number; failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = reportSchema.parse(
    JSON.parse(readFileSync(report, 'utf8')),
  );
  // A file that fails to load has no test of its own; a skipped test is a defect here.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests + broken.length };
}
