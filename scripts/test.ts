/**
 * `npm test`: sets up what the tests need, builds once, and runs every `test:*` script of package.json, all of them even
 * where one fails. Those that need the build run beside the others and each other. Closes with the slowest files and the number of checks
 * and tests that passed and failed. A script without a test report counts as one check.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { installMissing } from './install-missing.ts';
import { runScript } from './run-script.ts';
import { readResults, type TestResults, tellSlowest } from './test-results.ts';

const slowestShown = 15;

const reportFolder = join(import.meta.dirname, '..', 'out', 'test');
rmSync(reportFolder, { recursive: true, force: true });
mkdirSync(reportFolder, { recursive: true });
const hindrance = installMissing();
if (hindrance !== null) console.log(hindrance);

const startedAt = performance.now();
const all: TestResults[] = [];
const tests = Object.entries(packageJson.scripts).filter(([name]) => name.startsWith('test:'));
const isOfBuild = ([, command]: [string, string]) => command.includes('build-if-needed');
const built = runScript('build', { isQuiet: true });
await Promise.all([
  runTests(tests.filter((test) => !isOfBuild(test))),
  // Where the build failed they try it again, and fail by it.
  ...tests.filter(isOfBuild).map((test) => built.then(() => runTests([test]))),
]);

console.log(`\nThe slowest files:\n${tellSlowest(all, slowestShown).join('\n')}`);
const total = (of: 'passed' | 'failed') => all.reduce((sum, results) => sum + results[of], 0);
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
console.log(`\nin ${minutes} minutes\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;

/** Runs scripts one after the other, and keeps their results. */
async function runTests(scripts: readonly [string, string][]): Promise<void> {
  for (const [script] of scripts) {
    const report = join(reportFolder, `${script.replace(':', '-')}.json`);
    const status = await runScript(script, { env: { TEST_REPORT: report } });
    const results = readResults(report) ?? { passed: status === 0 ? 1 : 0, failed: 0, files: [] };
    // A runner can fail without a failed test: a crash, a file that does not load, a skipped test.
    const failed = Math.max(results.failed, status === 0 ? 0 : 1);
    all.push({ ...results, failed });
    console.log(`${script}: ${failed === 0 ? 'ok' : 'FAILED'}`);
  }
}
