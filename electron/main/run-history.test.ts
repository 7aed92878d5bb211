import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../shared/quality/check-result.ts';
import { currentFormat } from '../../shared/run/migrations/migrations.ts';
import { Home, newHome, reached, start, started } from '../../test/kit/home.ts';

const cancelled = { code: 'CANCELLED', message: 'The run was cancelled; nothing was written.' } as const;
const failure = { code: 'TOO_MANY_FAILED_LINES', message: '101 lines rejected.' } as const;

describe('records', () => {
  test('a failed run is told with why, how far it came, and with what it was started', async () => {
    const home = await newHome();
    const id = randomUUID();
    home.hear(started(id, 1), reached(id, 'scan'), reached(id, 'ingest'));
    const detail = { ...failure, detail: ['left out'] };
    home.hear({ type: 'failed', jobId: id, atMs: Date.UTC(2024, 0, 1, 0, 1, 5), error: detail });
    expect((await home.history.list()).entries).toEqual([
      {
        id,
        outcome: 'failed',
        startedAt: '2024-01-01T00:01:00.000Z',
        endedAt: '2024-01-01T00:01:05.000Z',
        inputs: start.inputs,
        stage: 'ingest',
        failure,
        logFile: null,
        sizeBytes: null,
        result: null,
      },
    ]);
    expect(await home.history.record(id)).toMatchObject({ config: start.config, inputs: start.inputs });
  });

  test('a cancelled run is told as such', async () => {
    const home = await newHome();
    const id = randomUUID();
    home.hear(started(id, 1), { type: 'failed', jobId: id, atMs: 0, error: cancelled });
    expect(await home.outcomes()).toEqual([[id, 'cancelled']]);
  });

  test('an app that was ended during a run finds it interrupted at the next start', async () => {
    const home = await newHome();
    const [id, done] = [randomUUID(), await home.finish({ minute: 2 })];
    home.hear(started(id, 1), reached(id, 'ingest'));
    await mkdir(home.path('runs', id));
    expect(await home.outcomes()).toEqual([[done, 'finished']]);

    const next = new Home(home.folder);
    void next.history.sweep();
    const { entries } = await next.history.list();
    expect(entries.map(({ outcome }) => outcome)).toEqual(['finished', 'interrupted']);
    expect(entries[1]).toMatchObject({ id, stage: 'ingest', endedAt: null });
    expect(existsSync(home.path('runs', id))).toBe(false);
  });

  test('a run whose results are whole is finished, whatever its record says', async () => {
    const home = await newHome();
    const id = await home.finish();
    home.hear(started(id, 0), reached(id, 'ingest'));
    expect(await home.outcomes()).toEqual([[id, 'finished']]);
    const next = new Home(home.folder);
    void next.history.sweep();
    expect(await next.outcomes()).toEqual([[id, 'finished']]);
  });

  test('a finished run whose folder was taken away by hand is not listed', async () => {
    const home = await newHome();
    const id = await home.finish();
    home.hear(started(id, 0), { type: 'finished', result: null, jobId: id, atMs: 1 });
    expect(await home.outcomes()).toEqual([[id, 'finished']]);
    await rm(home.path('runs', id), { recursive: true });
    expect(await home.outcomes()).toEqual([]);
  });

  test('what cannot be read is listed with the reason, never picked, and goes by hand alone', async () => {
    const home = await newHome();
    const good = await home.finish();
    await mkdir(home.path('run-records'), { recursive: true });
    const lost = ['', '{', 'null', '{"id":"other"}', '\0\0', '{"format_version":99}'];
    for (const text of lost) await writeFile(home.path('run-records', `${randomUUID()}.json`), text);
    await writeFile(home.path('run-records', 'note.json'), '{}');
    const other = randomUUID();
    const misnamed = {
      ...start,
      id: other,
      startedAt: '2024-01-01T00:00:00.000Z',
      endedAt: null,
      stage: null,
    };
    await writeFile(
      home.path('run-records', `${randomUUID()}.json`),
      JSON.stringify({ ...misnamed, outcome: 'failed', failure: null }),
    );
    const whys = {
      'manifest.json is damaged: started_at is missing or is not what it should be.': (folder: string) =>
        writeFile(join(folder, 'manifest.json'), '{"run_id": "1"}'),
      'manifest.json is missing.': (folder: string) => rm(join(folder, 'manifest.json')),
      'manifest.json is damaged: it is no JSON object.': (folder: string) =>
        writeFile(join(folder, 'manifest.json'), '[]'),
      'manifest.json is damaged: format_version is no whole number from 1.': (folder: string) =>
        writeFile(join(folder, 'manifest.json'), '{"format_version": 0}'),
      'quality_report.json is missing.': (folder: string) => rm(join(folder, 'quality_report.json')),
      'quality_report.json is damaged: it is no JSON.': (folder: string) =>
        writeFile(join(folder, 'quality_report.json'), 'not json'),
      [`manifest.json was made by a newer version of the app (format 99; this one reads up to ${currentFormat}): update the app to open it.`]:
        (folder: string) => writeFile(join(folder, 'manifest.json'), '{"format_version": 99}'),
    };
    const broken: string[] = [];
    for (const [index, spoil] of Object.values(whys).entries()) {
      const id = await home.finish({ minute: index + 1, bytes: 1000 });
      await spoil(home.path('runs', id));
      broken.push(id);
    }
    await mkdir(home.path('runs', 'not-a-run'));
    await mkdir(home.path('runs', randomUUID()));
    const { entries, otherBytes } = await home.history.list();
    expect(entries.filter(({ outcome }) => outcome !== 'unreadable').map(({ id }) => id)).toEqual([good]);
    const told = entries.filter(({ id }) => broken.includes(id));
    expect(told.map(({ failure: why }) => why?.message).toSorted()).toEqual(Object.keys(whys).toSorted());
    expect(told.every(({ sizeBytes, result }) => (sizeBytes ?? 0) >= 1000 && result === null)).toBe(true);
    expect(otherBytes).toBeGreaterThanOrEqual(1000 * broken.length);
    // With the record under another name, and the newer one.
    expect(entries).toHaveLength(1 + broken.length + lost.length + 1);
    expect((await home.history.trends()).map(({ id }) => id)).toEqual([good]);
    expect(await home.history.keepWithin(1)).toBeNull();
    await home.history.sweep();
    expect((await home.history.list()).entries).toHaveLength(entries.length);

    for (const { id } of entries.filter(({ outcome }) => outcome === 'unreadable'))
      await home.history.remove(id);
    expect(await home.outcomes()).toEqual([[good, 'finished']]);
    expect(readdirSync(home.path('run-records'))).toEqual(['note.json']);
  });

  test('the record of a run that cannot be read says what it was started with', async () => {
    const home = await newHome();
    const id = await home.finish();
    home.hear(started(id, 3), {
      type: 'finished',
      result: null,
      jobId: id,
      atMs: Date.UTC(2024, 0, 1, 0, 4),
    });
    await rm(home.path('runs', id, 'manifest.json'));
    expect((await home.history.list()).entries).toMatchObject([
      { id, outcome: 'unreadable', inputs: start.inputs, startedAt: '2024-01-01T00:03:00.000Z' },
    ]);
  });

  test('a record of a newer version is never written over; what one of another has beside stays', async () => {
    const home = await newHome();
    const [newer, other] = [randomUUID(), randomUUID()];
    await mkdir(home.path('run-records'), { recursive: true });
    const text = JSON.stringify({ format_version: 99, id: newer, outcome: 'running' });
    await writeFile(home.path('run-records', `${newer}.json`), text);
    const record = { id: other, startedAt: '2024-01-01T00:00:00.000Z', inputs: ['/a'], outcome: 'running' };
    await writeFile(home.path('run-records', `${other}.json`), JSON.stringify({ ...record, colour: 'red' }));
    await home.history.sweep();
    expect(await readFile(home.path('run-records', `${newer}.json`), 'utf8')).toBe(text);
    const swept: unknown = JSON.parse(await readFile(home.path('run-records', `${other}.json`), 'utf8'));
    expect(swept).toMatchObject({ format_version: currentFormat, outcome: 'interrupted', colour: 'red' });
    expect((await home.history.record(other))?.config).toBeUndefined();
  });

  test('a record that cannot be written holds nothing up', async () => {
    const home = await newHome();
    await writeFile(home.path('run-records'), 'a file where the folder should be');
    const id = randomUUID();
    home.hear(started(id, 1), { type: 'failed', jobId: id, atMs: 0, error: failure });
    expect(await home.outcomes()).toEqual([]);
  });
});

describe('what is told of finished runs', () => {
  test('counts, checks, size and speed; and each check as a point of a trend', async () => {
    const home = await newHome();
    const check = { message: '', samples: [], unit: 'share', threshold: 0.1 };
    const checks: CheckResult[] = [
      {
        ...check,
        id: 'failed_lines',
        column: null,
        status: 'pass',
        measured: 1,
        unit: 'lines',
        threshold: 100,
      },
      { ...check, id: 'max_null_percentage', column: 'a', status: 'pass', measured: 0.05 },
      { ...check, id: 'max_null_percentage', column: 'b', status: 'warn', measured: 0.3 },
      { ...check, id: 'max_null_percentage', column: 'c', status: 'warn', measured: 0.2 },
    ];
    const id = await home.finish({ bytes: 1000, checks });
    const later = await home.finish({ minute: 5 });
    const { entries, sizeBytes } = await home.history.list();
    expect(entries.map((entry) => entry.id)).toEqual([later, id]);
    const { result } = entries[1] ?? {};
    expect(result).toMatchObject({
      checks: { pass: 2, warn: 2 },
      reconciliation: {
        lines: 10,
        events_cleaned: 8,
        events_rejected: 1,
        duplicates_removed: 1,
        blank_lines: 0,
      },
      seconds: 2,
      linesPerSecond: 5,
    });
    expect(entries[1]?.sizeBytes).toBeGreaterThan(1000);
    expect(sizeBytes).toBe(entries.reduce((sum, entry) => sum + (entry.sizeBytes ?? 0), 0));
    expect(entries[1]?.logFile).toBe(home.path('logs', `${id}.log`));

    const trend = await home.history.trends();
    expect(trend.map((point) => point.id)).toEqual([id, later]);
    expect(trend[0]?.checks).toEqual([
      { id: 'failed_lines', status: 'pass', measured: 1, threshold: 100, unit: 'lines' },
      { id: 'max_null_percentage', status: 'warn', measured: 0.3, threshold: 0.1, unit: 'share' },
    ]);
  });

  test('trends are of the latest fifty runs', async () => {
    const home = await newHome();
    const ids: string[] = [];
    for (let minute = 0; minute < 53; minute += 1) ids.push(await home.finish({ minute }));
    expect((await home.history.trends()).map(({ id }) => id)).toEqual(ids.slice(3));
  });
});

describe('deleting', () => {
  test('takes folder, record and log, once the engine has let go', async () => {
    const home = await newHome();
    const [id, other] = [await home.finish(), await home.finish({ minute: 1 })];
    home.hear(started(id, 0), { type: 'finished', result: null, jobId: id, atMs: 1 });
    await home.history.remove(id);
    expect(home.released).toEqual([id]);
    expect(await home.outcomes()).toEqual([[other, 'finished']]);
    expect(readdirSync(home.path('runs'))).toEqual([other]);
    expect(readdirSync(home.path('run-records'))).toEqual([]);
    expect(readdirSync(home.path('logs'))).toEqual([`${other}.log`]);
    await expect(home.history.remove(id)).rejects.toMatchObject({ failure: { code: 'NOT_FOUND' } });
  });

  test('takes a failed run, which has no folder', async () => {
    const home = await newHome();
    const id = randomUUID();
    home.hear(started(id, 1), { type: 'failed', jobId: id, atMs: 0, error: failure });
    await home.history.remove(id);
    expect(await home.outcomes()).toEqual([]);
  });

  test('never leaves the store', async () => {
    const home = await newHome();
    await mkdir(home.path('precious'));
    await mkdir(home.path('runs'));
    await expect(home.history.remove('../precious')).rejects.toThrow();
    const id = randomUUID();
    await symlink(home.path('precious'), home.path('runs', id));
    await writeFile(home.path('precious', 'kept.txt'), 'kept');
    await home.history.remove(id);
    expect(readdirSync(home.path('precious'))).toEqual(['kept.txt']);
  });

  test('says so where a folder cannot be deleted, and keeps the run', async () => {
    const home = await newHome();
    const id = randomUUID();
    home.hear(started(id, 1), { type: 'failed', jobId: id, atMs: 0, error: failure });
    await writeFile(home.path('runs'), 'a file where the store should be');
    await expect(home.history.remove(id)).rejects.toMatchObject({
      failure: { code: 'FILE_FAILED', message: expect.stringContaining('cannot be deleted') },
    });
    expect(await home.outcomes()).toEqual([[id, 'failed']]);
  });

  test('what a killed deletion left is not listed, and goes at the next start', async () => {
    const home = await newHome();
    const id = await home.finish();
    await mkdir(home.path('runs', `.deleted-${randomUUID()}`, 'more'), { recursive: true });
    expect(await home.outcomes()).toEqual([[id, 'finished']]);
    await home.history.sweep();
    expect(readdirSync(home.path('runs'))).toEqual([id]);
  });

  test('lists stay whole while runs are deleted', async () => {
    const home = await newHome();
    const ids: string[] = [];
    for (let minute = 0; minute < 20; minute += 1) ids.push(await home.finish({ minute, bytes: 10_000 }));
    const lists = Promise.all(ids.map(() => home.history.list()));
    const doomed = ids.filter((_, index) => index % 2 === 0);
    await Promise.all(doomed.map((id) => home.history.remove(id)));
    for (const { entries } of await lists)
      for (const { outcome, result } of entries) {
        expect(outcome).toBe('finished');
        expect(result?.reconciliation.lines).toBe(10);
      }
    const kept = ids.filter((_, index) => index % 2 === 1).reverse();
    expect(await home.outcomes()).toEqual(kept.map((id) => [id, 'finished']));
  });
});

describe('the limit of the store', () => {
  test('the oldest go first, no more than needed, and it is told', async () => {
    const home = await newHome();
    const ids: string[] = [];
    for (let minute = 0; minute < 4; minute += 1) ids.push(await home.finish({ minute, bytes: 1_000_000 }));
    const [oldest = '', second = '', third = '', latest = ''] = ids;
    const failed = randomUUID();
    home.hear(started(failed, 0), { type: 'failed', jobId: failed, atMs: 0, error: failure });
    expect(await home.history.keepWithin(null)).toBeNull();
    expect(await home.history.keepWithin(5_000_000)).toBeNull();
    expect(await home.history.keepWithin(2_500_000)).toEqual({
      ids: [oldest, second],
      message:
        'The runs took more than the 2.5 MB allowed in Settings: the oldest 2 runs (2 MB) were removed.',
    });
    expect(await home.outcomes()).toEqual([
      [latest, 'finished'],
      [third, 'finished'],
      [failed, 'failed'],
    ]);
    expect(home.released).toEqual([oldest, second]);
  });

  test('a run that is used stays, also where the limit would have it go', async () => {
    const home = await newHome();
    const used = await home.finish({ minute: 0, bytes: 1000 });
    const next = await home.finish({ minute: 1, bytes: 1000 });
    const latest = await home.finish({ minute: 2, bytes: 1000 });
    home.inUse.add(used);
    await expect(home.history.remove(used)).rejects.toMatchObject({ failure: { code: 'RUN_ACTIVE' } });
    expect(await home.history.keepWithin(1)).toMatchObject({ ids: [next] });
    expect(await home.outcomes()).toEqual([
      [latest, 'finished'],
      [used, 'finished'],
    ]);
  });

  test('the latest run stays, however large', async () => {
    const home = await newHome();
    const old = await home.finish({ minute: 0, bytes: 10 });
    const latest = await home.finish({ minute: 1, bytes: 1_000_000 });
    expect(await home.history.keepWithin(1)).toMatchObject({ ids: [old] });
    expect(await home.outcomes()).toEqual([[latest, 'finished']]);
    expect(await home.history.keepWithin(1)).toBeNull();
  });
});

describe('the sweep at the start', () => {
  test('removes what killed runs left, whichever app they were of', async () => {
    const home = await newHome();
    const done = await home.finish();
    for (const far of ['locked', 'staging'] as const) await (await home.begin(far)).kill();
    expect(readdirSync(home.path('runs'))).toHaveLength(3);
    await home.history.sweep();
    expect(readdirSync(home.path('runs'))).toEqual([done]);
    expect(home.interrupted).toEqual([]);
  });

  test('touches nothing that no run left there', async () => {
    const home = await newHome();
    const foreign = [randomUUID(), randomUUID(), 'notes', '.deleted-notes'];
    for (const name of foreign) await mkdir(home.path('runs', name), { recursive: true });
    await writeFile(home.path('runs', foreign[0] ?? '', 'thesis.txt'), 'mine');
    await writeFile(home.path('runs', '.deleted-notes', 'thesis.txt'), 'mine');
    const { id: own, kill } = await home.begin('staging');
    await kill();
    await writeFile(home.path('runs', own, 'thesis.txt'), 'mine');
    await home.history.sweep();
    expect(readdirSync(home.path('runs')).toSorted()).toEqual([...foreign, own].toSorted());
    expect(readdirSync(home.path('runs', own))).toEqual(['thesis.txt']);
  });

  test('tells of the runs that were cut off, once, and of none that was finished after all', async () => {
    const home = await newHome();
    const [cutOff, finished] = [randomUUID(), await home.finish()];
    home.hear(started(cutOff, 1), reached(cutOff, 'ingest'));
    home.hear(started(finished, 0), reached(finished, 'ingest'));
    await home.records.list();
    const next = new Home(home.folder);
    await next.history.sweep();
    expect(next.interrupted).toEqual([cutOff]);
    expect(await next.records.get(finished)).toMatchObject({ outcome: 'finished' });
    const third = new Home(home.folder);
    await third.history.sweep();
    expect(third.interrupted).toEqual([]);
  });

  test('waits for the engine of its own that is about to end', async () => {
    const home = await newHome();
    const { id, kill } = await home.begin('staging');
    home.hear(started(id, 1), reached(id, 'ingest'));
    await home.records.list();
    const next = new Home(home.folder);
    const swept = next.history.sweep();
    setTimeout(() => void kill(), 1000);
    await swept;
    expect(readdirSync(home.path('runs'))).toEqual([]);
    expect(await next.outcomes()).toEqual([[id, 'interrupted']]);
  });

  test('takes what is secret out of records of an earlier version', async () => {
    const home = await newHome();
    const id = randomUUID();
    home.hear(started(id, 1), { type: 'failed', jobId: id, atMs: 0, error: failure });
    await home.records.list();
    const path = home.path('run-records', `${id}.json`);
    const text = 'monitoring:\n  alert_webhook_url: https://user:pa55@hooks.example/pa55 # mine\n';
    const record = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...record, config: { name: 'r.yaml', text } }));
    expect((await home.history.record(id))?.config?.text).not.toContain('pa55');
    await home.history.sweep();
    expect(await readFile(path, 'utf8')).not.toContain('pa55');
    expect((await home.history.record(id))?.config?.text).toContain('https://hooks.example/... # mine');
  });
});

describe('two apps on one folder of runs', () => {
  test('the start of one leaves a run of the other alone, and its end shows', async () => {
    const home = await newHome();
    const { id, kill } = await home.begin('staging');
    const before = readdirSync(home.path('runs', id));
    const other = new Home(home.folder, 'other-records');
    await other.history.sweep();
    expect(readdirSync(home.path('runs', id))).toEqual(before);
    expect(await other.outcomes()).toEqual([]);
    await expect(other.history.remove(id)).rejects.toMatchObject({
      failure: {
        code: 'RUN_ACTIVE',
        message: 'This run is under way in another app: wait for the end of it, or cancel it there.',
      },
    });
    expect(readdirSync(home.path('runs', id))).toEqual(before);
    await kill();
    await rm(home.path('runs', id), { recursive: true });
    await home.finish({ id });
    expect(await other.outcomes()).toEqual([[id, 'finished']]);
  });
});

describe('bytes that cannot be removed', () => {
  test('push out no run, and are told of', async () => {
    const home = await newHome();
    const ids: string[] = [];
    for (let minute = 0; minute < 3; minute += 1) ids.push(await home.finish({ minute, bytes: 1_000_000 }));
    const unreadable = home.path('runs', randomUUID());
    await mkdir(unreadable);
    await writeFile(join(unreadable, 'big.bin'), Buffer.alloc(10_000_000));
    expect(await home.history.keepWithin(4_000_000)).toBeNull();
    expect(await home.history.keepWithin(2_500_000)).toEqual({
      ids: [ids[0]],
      message:
        'The runs took more than the 2.5 MB allowed in Settings: the oldest run (1 MB) was removed. Another 10 MB in the folder of runs belongs to no run that can be read: it does not count, and is never removed for the limit. Runs that cannot be read stand in History, where they can be deleted.',
    });
    const { sizeBytes, otherBytes } = await home.history.list();
    expect(otherBytes).toBe(10_000_000);
    expect(sizeBytes).toBeGreaterThan(12_000_000);
    expect(readdirSync(unreadable)).toEqual(['big.bin']);
  });

  test('a run that is used makes no other go in its place', async () => {
    const home = await newHome();
    const ids: string[] = [];
    for (let minute = 0; minute < 4; minute += 1) ids.push(await home.finish({ minute, bytes: 1_000_000 }));
    const [used = '', second = ''] = ids;
    home.inUse.add(used);
    expect(await home.history.keepWithin(2_500_000)).toMatchObject({ ids: [second] });
  });
});

test.skipIf(process.platform === 'win32')('records are the user’s alone', async () => {
  const home = await newHome();
  const id = randomUUID();
  home.hear(started(id, 1), { type: 'failed', jobId: id, atMs: 0, error: failure });
  await home.records.list();
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(modeOf(home.path('run-records'))).toBe('700');
  expect(modeOf(home.path('run-records', `${id}.json`))).toBe('600');
});
