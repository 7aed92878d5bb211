import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openOutputFolder } from '../output/output-folder.ts';
import { tidyRun } from './tidy-run.ts';

function newRuns(): string {
  const runs = mkdtempSync(join(tmpdir(), 'event-analytics-tidy-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  return runs;
}

test('a run under way is left alone', async () => {
  const run = join(newRuns(), 'run');
  const open = await openOutputFolder(run, '7d444840-9dc0-41d1-b245-5ffdce74fad2');
  writeFileSync(join(open.staging, 'events_cleaned.parquet'), 'half');
  const before = readdirSync(run, { recursive: true }).toSorted();
  expect(await tidyRun(run)).toEqual({ isInUse: true });
  expect(readdirSync(run, { recursive: true }).toSorted()).toEqual(before);
  await open.close();
});

test('of a killed run nothing is left, and of what else lies there everything', async () => {
  const runs = newRuns();
  const [run, other] = [join(runs, 'run'), join(runs, 'other')];
  for (const folder of [run, other]) {
    mkdirSync(join(folder, '.event-analytics-staging-AbCdEf'), { recursive: true });
    writeFileSync(join(folder, '.event-analytics-staging-AbCdEf', 'events_cleaned.parquet'), 'half');
  }
  writeFileSync(join(other, 'notes.txt'), 'mine');
  expect(await tidyRun(run)).toEqual({ isInUse: false });
  expect(await tidyRun(other)).toEqual({ isInUse: false });
  expect(readdirSync(runs)).toEqual(['other']);
  expect(readdirSync(other)).toEqual(['notes.txt']);
});
