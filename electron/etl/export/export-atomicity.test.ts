import { once } from 'node:events';
import { renameSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CancelledError, InputError, OutputError } from '../../../shared/errors.ts';
import type { ExportForm } from '../../../shared/ipc/export.ts';
import { mountDisk, runChildWithMounts, startChild } from '../../../test/kit/child.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { contentsOf, makeFolder } from '../../../test/kit/folder.ts';
import {
  cancelWhen,
  exportAll,
  exportJob,
  finishedRun,
  manyLines,
  ownForm,
  type Trial,
} from '../../../test/kit/trial-export.ts';
import { readTarget } from './read-target.ts';

const byDate: ExportForm = { ...ownForm, layout: 'by-date' };
const csv: ExportForm = { ...ownForm, format: 'csv' };
const agreed = [
  ...['events_cleaned', 'daily_metrics'],
  ...['events_cleaned.parquet', 'daily_metrics.parquet', 'retention_cohorts.parquet'],
  ...['events_cleaned.csv', 'daily_metrics.csv', 'retention_cohorts.csv'],
  ...['rejected_events.jsonl', 'quality_report.json', 'manifest.json'],
];

/** A folder that an export of another, smaller run was made to. */
async function exportedBefore(form: ExportForm): Promise<Trial> {
  const before = await finishedRun();
  await exportAll(before, { form });
  const now = await finishedRun(manyLines(200, 20));
  return { ...now, folder: before.folder };
}

describe('an export over an earlier one', () => {
  it.each([
    ['files', ownForm],
    ['folders by date', byDate],
  ] as const)('replaces %s as a whole', async (_, form) => {
    const trial = await exportedBefore(form);
    await writeFile(join(trial.folder, 'notes.txt'), 'mine');
    const written = await exportAll(trial, { form, replace: agreed });
    const fresh = { ...trial, folder: await makeFolder() };
    await exportAll(fresh, { form });
    const contents = await contentsOf(trial.folder);
    for (const [name, hash] of Object.entries(await contentsOf(fresh.folder)))
      expect(contents[name], name).toBe(hash);
    // The quarantine of the earlier run goes: it would stand beside a manifest that is not its own.
    expect(await readdir(trial.folder)).toEqual([...written.map(({ name }) => name), 'notes.txt'].sort());
    // A day of the earlier export only goes with it.
    if (form === byDate) expect(await readdir(join(trial.folder, 'events_cleaned'))).toHaveLength(20);
  });

  it('leaves what is not its own, and touches nothing nobody agreed to replace', async () => {
    const trial = await exportedBefore(ownForm);
    const before = await contentsOf(trial.folder);
    const replace = agreed.filter((name) => name !== 'daily_metrics.parquet');
    const { message } = await rejectionOf(exportAll(trial, { replace }), OutputError);
    expect(message).toContain(`${join(trial.folder, 'daily_metrics.parquet')}: this came into being`);
    expect(await contentsOf(trial.folder)).toEqual(before);
  });

  it.each([
    ['a folder', ownForm, 'retention_cohorts.parquet', /a folder stands where this output goes/],
    ['a file', byDate, 'daily_metrics', /a file stands where this folder goes/],
  ] as const)('that stands in the way as %s of another kind stays', async (kind, form, name, pattern) => {
    const trial = await exportedBefore(form);
    await rm(join(trial.folder, name), { recursive: true });
    if (kind === 'a file') await writeFile(join(trial.folder, name), 'mine');
    else await mkdir(join(trial.folder, name, 'mine'), { recursive: true });
    const before = await contentsOf(trial.folder);
    const { message } = await rejectionOf(exportAll(trial, { form, replace: agreed }), OutputError);
    expect(message).toMatch(pattern);
    expect(await contentsOf(trial.folder)).toEqual(before);
  });
});

describe('an export of some outputs', () => {
  const csvNames = ['events_cleaned.csv', 'daily_metrics.csv', 'retention_cohorts.csv'];

  it('leaves no manifest beside tables of another run: the user agrees to their end, or it is refused', async () => {
    const trial = await exportedBefore(csv);
    await writeFile(join(trial.folder, 'notes.txt'), 'mine');
    const before = await contentsOf(trial.folder);
    const some = { outputs: ['events', 'manifest'] as const, replace: ['manifest.json'] };
    const { message } = await rejectionOf(exportAll(trial, some), OutputError);
    expect(message).toContain(
      `${trial.folder}: ${csvNames.join(', ')}, rejected_events.jsonl, quality_report.json would stand beside`,
    );
    expect(await contentsOf(trial.folder)).toEqual(before);
    await exportAll(trial, { ...some, replace: agreed });
    expect(await readdir(trial.folder)).toEqual(['events_cleaned.parquet', 'manifest.json', 'notes.txt']);
  });

  it('leaves no tables beside the manifest of another run either', async () => {
    const trial = await exportedBefore(byDate);
    const before = await contentsOf(trial.folder);
    await rejectionOf(exportAll(trial, { outputs: ['cohorts'] }), OutputError);
    expect(await contentsOf(trial.folder)).toEqual(before);
    await exportAll(trial, { outputs: ['cohorts'], replace: agreed });
    expect(await readdir(trial.folder)).toEqual(['retention_cohorts.parquet']);
  });

  it('stays beside those of the same run, in whatever form, and beside others where there is no manifest', async () => {
    const trial = await finishedRun();
    await exportAll(trial, { form: csv });
    await exportAll(trial, { outputs: ['events'] });
    expect(await readdir(trial.folder)).toContain('events_cleaned.parquet');
    expect(await readdir(trial.folder)).toContain('events_cleaned.csv');
    const other = { ...(await finishedRun(manyLines(10, 2))), folder: await makeFolder() };
    await exportAll({ ...trial, folder: other.folder }, { outputs: ['events'], form: csv });
    await exportAll(other, { outputs: ['daily'] });
    expect(await readdir(other.folder)).toEqual(['daily_metrics.parquet', 'events_cleaned.csv']);
  });
});

describe('a cancelled export', () => {
  const points = {
    'before anything': () => true,
    'at the second table': ({ name }) => name?.startsWith('daily_metrics') ?? false,
    'at the last file': ({ name }) => name === 'manifest.json',
    'before it is put in place': ({ name }) => name === null,
  } satisfies Record<string, Parameters<typeof cancelWhen>[0]>;
  const forms = { copies: ownForm, 'folders by date': byDate, CSV: csv };

  it.each(Object.keys(forms))('leaves what stood there, at any point of writing %s', async (what) => {
    const form = z
      .enum(['copies', 'folders by date', 'CSV'])
      .transform((name) => forms[name])
      .parse(what);
    const trial = await exportedBefore(form);
    const before = await contentsOf(trial.folder);
    for (const [point, isTime] of Object.entries(points)) {
      const job = { form, replace: agreed, ...cancelWhen(isTime) };
      const { message } = await rejectionOf(exportAll(trial, job), CancelledError);
      expect(message).toBe('The export was cancelled; nothing was written.');
      expect(await contentsOf(trial.folder), point).toEqual(before);
    }
  });

  it.each([
    ['a copy', ownForm, 'events_cleaned.parquet'],
    ['a statement', csv, 'events_cleaned.csv'],
  ] as const)('in the middle of %s leaves what stood there', async (_, form, name) => {
    const trial = { ...(await finishedRun(manyLines(60_000, 20))), folder: await makeFolder() };
    await writeFile(join(trial.folder, name), 'old');
    const controller = new AbortController();
    const cancelled = rejectionOf(
      exportAll(trial, { form, replace: agreed, signal: controller.signal }),
      CancelledError,
    );
    // Some of it is written.
    const isStarted = async () => {
      const [staging] = (await readdir(trial.folder)).filter((one) =>
        one.startsWith('.event-analytics-staging'),
      );
      return (
        staging !== undefined &&
        (await stat(join(trial.folder, staging, 'new', name)).catch(() => null)) !== null
      );
    };
    while (!(await isStarted())) await nextTurn();
    controller.abort();
    await cancelled;
    expect(await readdir(trial.folder)).toEqual([name]);
    expect(await readFile(join(trial.folder, name), 'utf8')).toBe('old');
  });
});

describe('an export that was killed', () => {
  it.each([
    ['writes copies', ownForm, 'daily_metrics.parquet'],
    ['writes tables', byDate, 'daily_metrics'],
    ['is about to put them in place', byDate, null],
  ] as const)('as it %s leaves what stood there, and the next look clears it up', async (_, form, at) => {
    const trial = await exportedBefore(form);
    const before = await contentsOf(trial.folder);
    const child = startChild(
      `const [asked, at] = process.argv.slice(1).map((text) => JSON.parse(text));
       await runExport({ ...asked, signal: new AbortController().signal, onProgress: ({ name }) => {
         if (name === at) process.kill(process.pid, 'SIGKILL');
       } });`,
      [JSON.stringify(exportJob(trial, { form, replace: agreed })), JSON.stringify(at)],
    );
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
    const after = await contentsOf(trial.folder);
    expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length);
    for (const [name, hash] of Object.entries(before)) expect(after[name], name).toBe(hash);
    await readTarget(trial.folder, trial.runsFolder);
    expect(await contentsOf(trial.folder)).toEqual(before);
  });

  it.each(['old', 'new'] as const)('while folders changed places ends as wholly %s', async (side) => {
    const names = ['events_cleaned', 'daily_metrics'];
    const write = async (path: string, version: string) => {
      await mkdir(path);
      await writeFile(join(path, version), version);
    };
    // Of each of the two: in place, gone, or a link already; put back or replaced by the next look.
    for (const steps of [0, 1, 2, 3, 4]) {
      const folder = await makeFolder();
      const staging = join(folder, '.event-analytics-staging-killed');
      for (const one of ['old', 'new']) await mkdir(join(staging, one), { recursive: true });
      await symlink(side, join(staging, 'current'));
      for (const [index, name] of names.entries()) {
        const step = Math.max(0, Math.min(2, steps - 2 * index));
        const isInPlace = step === (side === 'old' ? 0 : 2);
        const isLink = step === (side === 'old' ? 2 : 0);
        if (!(isInPlace && side === 'old')) await write(join(staging, 'old', name), 'old');
        if (!(isInPlace && side === 'new')) await write(join(staging, 'new', name), 'new');
        if (isInPlace) await write(join(folder, name), side);
        if (isLink) await symlink(`.event-analytics-staging-killed/current/${name}`, join(folder, name));
      }
      const trial = await finishedRun();
      await readTarget(folder, trial.runsFolder);
      const expected = names.flatMap((name) => [name, `${name}/${side}`]);
      expect(Object.keys(await contentsOf(folder)).sort(), `${steps} steps`).toEqual(expected.sort());
    }
  });
});

describe('a folder that cannot be exported to', () => {
  it('because the app keeps its runs there is refused, links followed', async () => {
    const trial = await finishedRun();
    const link = join(trial.folder, 'link');
    await symlink(trial.runsFolder, link);
    const before = await contentsOf(trial.runsFolder);
    for (const folder of [trial.runsFolder, trial.runFolder, link, join(link, 'one')]) {
      const { message } = await rejectionOf(
        exportAll({ ...trial, folder }, { replace: agreed }),
        OutputError,
      );
      expect(message).toBe(`${folder}: the app keeps its runs here; choose a folder of your own.`);
      await rejectionOf(readTarget(folder, trial.runsFolder), OutputError);
    }
    expect(await contentsOf(trial.runsFolder)).toEqual(before);
  });

  it('because it is gone is not made again', async () => {
    const trial = await finishedRun();
    const folder = join(trial.folder, 'unplugged');
    const { message } = await rejectionOf(exportAll({ ...trial, folder }), OutputError);
    expect(message).toBe(`${folder}: there is no such folder any more; choose another.`);
    expect(await readdir(trial.folder)).toEqual([]);
  });

  it.each([
    ['copies', ownForm],
    ['tables', csv],
  ])('because it goes in the middle is told as that, writing %s', async (_, form) => {
    const trial = await finishedRun();
    let isGone = false;
    const onProgress = () => {
      if (!isGone) renameSync(trial.folder, `${trial.folder}-unplugged`);
      isGone = true;
    };
    const { message } = await rejectionOf(exportAll(trial, { form, onProgress }), OutputError);
    expect(message).toBe(`${trial.folder}: the folder is gone; bring it back, or choose another.`);
  });
});

describe.runIf(process.platform === 'linux')('a disk', () => {
  const script = `const [asked] = process.argv.slice(1).map((text) => JSON.parse(text));
    const start = (more) => outcomeOf(runExport({ ...asked, ...more, signal: new AbortController().signal, onProgress() {} }));
    const small = asked.first ? (await start({ outputs: ['report'] })).name : '';
    tell({ ...await start({}), small, left: await readdir(asked.folder) });`;

  it.each([
    ['at once', ownForm, 'size=4k'],
    ['from copies', ownForm, 'size=200k'],
    ['from CSV', csv, 'size=2m'],
    ['from folders by date', byDate, 'size=200k'],
  ] as const)('that is full %s is told as that, and left as it was', async (when, form, size) => {
    const trial = await finishedRun(manyLines(60_000, 20));
    const job = { ...exportJob(trial, { form, replace: agreed }), first: when !== 'at once' };
    const outcome = await runChildWithMounts(mountDisk(trial.folder, size), script, [JSON.stringify(job)]);
    expect(outcome).toEqual({
      name: 'OutputError',
      code: 'OUTPUT_FAILED',
      message: expect.stringMatching(
        new RegExp(
          `^${trial.folder}: the disk is full \\([\\d.]+ [KM]B in all, [\\d.]+ [KM]?B free now\\); free some space or choose a folder`,
        ),
      ),
      small: when === 'at once' ? '' : 'none',
      left: when === 'at once' ? [] : ['quality_report.json'],
    });
  });

  it('that is read-only is told as that', async () => {
    const trial = await finishedRun();
    const job = exportJob(trial);
    const outcome = await runChildWithMounts(mountDisk(trial.folder, 'ro'), script, [JSON.stringify(job)]);
    expect(outcome).toMatchObject({
      message: `${trial.folder}: the folder is on a read-only disk; choose another.`,
      left: [],
    });
  });
});

describe('a run that is not whole any more', () => {
  it.each([
    ['gone', (path: string) => rm(path)],
    ['longer', (path: string) => appendFile(path, 'x')],
    ['shorter', (path: string) => truncate(path, 10)],
  ])('because a table is %s is not exported', async (_, spoil) => {
    const trial = await finishedRun();
    const path = join(trial.runFolder, 'daily_metrics.parquet');
    await spoil(path);
    const { message } = await rejectionOf(exportAll(trial), InputError);
    expect(message).toBe(`${path}: this is no longer the file the run wrote; run again, then export.`);
    expect(await readdir(trial.folder)).toEqual([]);
  });

  it('because bytes have changed is not copied: the manifest knows its hash', async () => {
    const trial = await finishedRun();
    const path = join(trial.runFolder, 'quality_report.json');
    const bytes = await readFile(path);
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await rejectionOf(exportAll(trial), InputError);
    expect(await readdir(trial.folder)).toEqual([]);
  });

  it('because it was deleted is named', async () => {
    const trial = await finishedRun();
    await rm(trial.runFolder, { recursive: true });
    const { message } = await rejectionOf(exportAll(trial), InputError);
    expect(message).toBe(`${trial.runFolder}: there is no finished run here any more; run again.`);
  });
});
