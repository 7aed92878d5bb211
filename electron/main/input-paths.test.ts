import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { InputPaths } from './input-paths.ts';
import { RunRecords } from './run-records.ts';
import { StoredState } from './stored-state.ts';

const sample = '/app/resources/sample_events.jsonl';

/** What an app keeps between its starts, in a folder of the test's own. */
function openApp(folder: string) {
  const state = new StoredState(join(folder, 'settings.json'));
  const records = new RunRecords(join(folder, 'run-records'));
  return { state, records, inputs: new InputPaths({ sample, state, records }) };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-inputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function recordOf(inputs: string[]) {
  const at = '2024-01-01T00:00:00.000Z';
  const ends = { startedAt: at, endedAt: at, stage: 'commit', outcome: 'finished', failure: null } as const;
  return { id: randomUUID(), inputs, config: null, ...ends };
}

test('nothing but the sample may be read before the user gave anything', async () => {
  const { inputs } = openApp(newFolder());
  expect(await inputs.notGiven([sample, '/etc/passwd', '/logs'])).toEqual(['/etc/passwd', '/logs']);
});

test('what was given may be read by its name, and by no other that leads there or on from there', async () => {
  const { inputs } = openApp(newFolder());
  inputs.add(['/logs', '/logs/day1.jsonl']);
  expect(await inputs.notGiven(['/logs', '/logs/day1.jsonl'])).toEqual([]);
  const others = [
    '/logs/../etc/passwd',
    '/logs/../logs',
    '/logs/link/day1.jsonl',
    '/logs/{..,x}/*.jsonl',
    '/logs2',
    '/LOGS',
    'logs',
    '/',
    '',
  ];
  expect(await inputs.notGiven(others)).toEqual(others);
});

test('a refusal names the path, why, and the remedy', async () => {
  const { inputs } = openApp(newFolder());
  inputs.add(['/a.jsonl']);
  await expect(inputs.assertGiven(['/a.jsonl'])).resolves.toBeUndefined();
  await expect(inputs.assertGiven(['/a.jsonl', '/b.jsonl', '/c.jsonl'])).rejects.toMatchObject({
    failure: {
      code: 'FORBIDDEN',
      message:
        '/b.jsonl: is not read, for it was neither dropped nor chosen. Drop it on the window, or choose it with Open files or Open folder.',
    },
  });
});

test('what was opened lately, and what recorded runs read, may be read after a restart', async () => {
  const folder = newFolder();
  const before = openApp(folder);
  before.inputs.add(['/forgotten.jsonl']);
  await before.state.changeSettings({ recentInputs: [['/recent', '/recent.jsonl'], ['/older.jsonl']] });
  await before.records.put(recordOf(['/run1.jsonl', '/run2.jsonl']));

  const { inputs } = openApp(folder);
  const known = ['/recent', '/recent.jsonl', '/older.jsonl', '/run1.jsonl', '/run2.jsonl'];
  expect(await inputs.notGiven([...known, '/forgotten.jsonl'])).toEqual(['/forgotten.jsonl']);
});

test('a run of this life of the app is no reason to ask for its inputs again', async () => {
  const { inputs, records } = openApp(newFolder());
  expect(await inputs.notGiven(['/run.jsonl'])).toEqual(['/run.jsonl']);
  await records.put(recordOf(['/run.jsonl']));
  expect(await inputs.notGiven(['/run.jsonl'])).toEqual([]);
});
