import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import zlib from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { InputError, OutputError, OutputLockedError } from '../../../shared/errors.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { manifestSchema } from '../../../shared/run/manifest.ts';
import { outputNames, stagingPrefix } from '../../../shared/run/outputs.ts';
import type { Progress, Stage } from '../../../shared/run/progress.ts';
import { mountDisk, runChild, runChildWithMounts, startChild } from '../../../test/kit/child.ts';
import { eventLine, eventLines, linesOf } from '../../../test/kit/event-lines.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { contentsOf, makeFolder, newFolder, sha256Of } from '../../../test/kit/folder.ts';
import { query } from '../../../test/kit/outputs.ts';
import { run, type SomeConfig } from '../../../test/kit/runs.ts';
import { openOutputFolder, tidyOutputFolder } from './output-folder.ts';
import { lockFileName } from './output-lock.ts';

const allNames = Object.values(outputNames);
const withoutQuarantine = allNames.filter((name) => name !== outputNames.quarantine);

/** Writes `<version> <name>` into each named file. */
async function write(folder: string, names: readonly string[], version: string): Promise<void> {
  for (const name of names) await writeFile(join(folder, name), `${version} ${name}`);
}

/** The first word of each file; an empty one of a folder. */
async function versionsOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const read = async (name: string) => [
    name,
    (await stat(join(folder, name))).isDirectory()
      ? ''
      : ((await readFile(join(folder, name), 'utf8')).split(' ')[0] ?? ''),
  ];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** Runs an action while the system refuses to change, replace or remove a file. Takes the superuser, and ext4 or the like. */
async function withoutChange<T>(path: string, action: () => Promise<T>): Promise<T> {
  execFileSync('chattr', ['+i', path]);
  try {
    return await action();
  } finally {
    execFileSync('chattr', ['-i', path]);
  }
}

const all = (names: readonly string[], version: string) =>
  Object.fromEntries(names.map((name) => [name, version]));

describe('an output folder', () => {
  it('is made, with those above it, and holds nothing but the outputs in the end', async () => {
    const path = join(await makeFolder(), 'a', 'b');
    const folder = await openOutputFolder(path, 'run');
    await write(folder.staging, allNames, 'new');
    expect((await readdir(path)).some((name) => allNames.some((output) => output === name))).toBe(false);
    await folder.commit();
    await folder.close();
    expect(await versionsOf(path)).toEqual(all(allNames, 'new'));
  });

  it('keeps the old outputs whole until the commit', async () => {
    const path = await makeFolder();
    await write(path, allNames, 'old');
    const folder = await openOutputFolder(path, 'run');
    await write(folder.staging, allNames, 'new');
    for (const name of allNames) expect(await readFile(join(path, name), 'utf8')).toBe(`old ${name}`);
    await folder.close();
    expect(await versionsOf(path)).toEqual(all(allNames, 'old'));
  });

  it('loses an old quarantine where the new run has none', async () => {
    const path = await makeFolder();
    await write(path, allNames, 'old');
    const folder = await openOutputFolder(path, 'run');
    await write(folder.staging, withoutQuarantine, 'new');
    await folder.commit();
    await folder.close();
    expect(await versionsOf(path)).toEqual(all(withoutQuarantine, 'new'));
  });

  it('keeps files that are not ours, and takes nothing from the staging folder but outputs', async () => {
    const path = await makeFolder();
    await write(path, ['notes.txt'], 'mine');
    const folder = await openOutputFolder(path, 'run');
    await write(folder.staging, [...withoutQuarantine, 'scratch'], 'new');
    await folder.commit();
    await folder.close();
    expect(await versionsOf(path)).toEqual({ 'notes.txt': 'mine', ...all(withoutQuarantine, 'new') });
  });

  it('stays as it was where a folder stands in the place of an output: that is seen before the first rename', async () => {
    const path = await makeFolder();
    await write(path, allNames, 'old');
    const folder = await openOutputFolder(path, 'run');
    await write(folder.staging, allNames, 'new');
    const report = join(path, outputNames.report);
    await rm(report);
    await mkdir(join(report, 'in the way'), { recursive: true });
    await expect(folder.commit()).rejects.toThrow(OutputError);
    for (const name of [outputNames.events, outputNames.manifest]) {
      expect(await readFile(join(path, name), 'utf8')).toMatch(/^old/);
    }
    await folder.close();
  });

  it('is removed again, and with it those made above it, where the run failed', async () => {
    const parent = await makeFolder();
    const folder = await openOutputFolder(join(parent, 'out'), 'run');
    await writeFile(join(folder.staging, outputNames.events), 'half');
    await folder.close();
    expect(await readdir(parent)).toEqual([]);
    await (await openOutputFolder(join(parent, 'a', 'b', 'c'), 'run')).close();
    expect(await readdir(parent)).toEqual([]);
  });

  it('that stood before a failed run stays, with what it held', async () => {
    const path = await makeFolder();
    await write(path, ['notes.txt'], 'mine');
    await (await openOutputFolder(path, 'run')).close();
    expect(await versionsOf(path)).toEqual({ 'notes.txt': 'mine' });
  });

  it('is locked while it is open', async () => {
    const path = await makeFolder();
    const folder = await openOutputFolder(path, 'one');
    await rejectionOf(openOutputFolder(path, 'two'), OutputLockedError);
    await folder.close();
    await (await openOutputFolder(path, 'two')).close();
    expect(await readdir(path)).toEqual([]);
  });
});

const stagingName = '.event-analytics-staging-killed';

/** A staging folder as a killed commit leaves it. `current` is null where it had not come that far. */
async function leaveStaging(path: string, current: 'old' | 'new' | null): Promise<string> {
  const staging = join(path, stagingName);
  for (const side of ['old', 'new']) await mkdir(join(staging, side), { recursive: true });
  if (current !== null) await symlink(current, join(staging, 'current'));
  return staging;
}

describe('a staging folder that no run wrote', () => {
  /** A folder with a file of the user's, beside a folder that is none of its business. */
  async function givenFolders() {
    const parent = await makeFolder();
    const [path, elsewhere] = [join(parent, 'downloaded'), join(parent, 'elsewhere')];
    await mkdir(path);
    await mkdir(elsewhere);
    await writeFile(join(path, 'mydata.csv'), 'mine');
    await writeFile(join(elsewhere, 'mydata.csv'), 'kept');
    await writeFile(join(elsewhere, 'precious.txt'), 'kept');
    return { path, elsewhere };
  }

  it.each([
    [
      'a journal of an earlier version',
      async (staging: string) => {
        await mkdir(staging);
        const journal = { rename: [], remove: ['mydata.csv', '../elsewhere/precious.txt'] };
        await writeFile(join(staging, 'commit.json'), JSON.stringify(journal));
      },
    ],
    [
      'outputs of the names of files there',
      async (staging: string) => {
        for (const side of ['old', 'new']) {
          await mkdir(join(staging, side), { recursive: true });
          await writeFile(join(staging, side, 'mydata.csv'), 'evil');
        }
        await symlink('new', join(staging, 'current'));
      },
    ],
    [
      'the same without links',
      async (staging: string) => {
        for (const side of ['old', 'new']) {
          await mkdir(join(staging, side), { recursive: true });
          await writeFile(join(staging, side, 'mydata.csv'), 'evil');
        }
        await writeFile(join(staging, 'current'), 'old');
      },
    ],
    ...(['a link', 'a file'] as const).map(
      (decision) =>
        [
          `any names where nothing stands, and links in place of outputs, with ${decision} that decides`,
          async (staging: string) => {
            await mkdir(join(staging, 'old', 'sub'), { recursive: true });
            await writeFile(join(staging, 'old', '.bashrc'), 'evil');
            await symlink('/etc/hostname', join(staging, 'old', 'manifest.json'));
            if (decision === 'a link') {
              await writeFile(join(staging, 'old', 'quality_report.json'), 'evil');
              await symlink('old', join(staging, 'current'));
            } else await writeFile(join(staging, 'current'), 'old');
          },
        ] as const,
    ),
    ['a link to another folder', (staging: string) => symlink('../elsewhere', staging)],
    [
      'sides that lead to another folder',
      async (staging: string) => {
        await mkdir(staging);
        for (const side of ['old', 'new']) await symlink('../../elsewhere', join(staging, side));
        await symlink('new', join(staging, 'current'));
      },
    ],
    [
      'a decision that leads to another folder',
      async (staging: string) => {
        await mkdir(staging);
        await symlink('../../elsewhere', join(staging, 'current'));
      },
    ],
    ['a plain file', (staging: string) => writeFile(staging, 'mine')],
  ] as const)('touches nothing: %s', async (_, plant) => {
    const { path, elsewhere } = await givenFolders();
    await plant(join(path, stagingName));
    await tidyOutputFolder(path);
    expect(await versionsOf(path)).toEqual({ 'mydata.csv': 'mine' });
    expect(await versionsOf(elsewhere)).toEqual(all(['mydata.csv', 'precious.txt'], 'kept'));
  });
});

describe('a commit that is refused', () => {
  async function givenCommit(logger = silentLogger) {
    const path = await makeFolder();
    await write(path, allNames, 'old');
    const folder = await openOutputFolder(path, 'run', { logger });
    await write(folder.staging, withoutQuarantine, 'new');
    return { path, folder };
  }

  it.each(allNames)('at %s leaves all outputs as they were', async (name) => {
    const { path, folder } = await givenCommit();
    const before = await Promise.all(allNames.map(async (one) => (await stat(join(path, one))).ino));
    const { message } = await withoutChange(join(path, name), () =>
      rejectionOf(folder.commit(), OutputError),
    );
    expect(message).toContain(`${join(path, name)}: cannot be replaced`);
    await folder.close();
    expect(await versionsOf(path)).toEqual(all(allNames, 'old'));
    const after = await Promise.all(allNames.map(async (one) => (await stat(join(path, one))).ino));
    // The very same files.
    expect(after.filter((ino, index) => ino !== before[index])).toEqual([]);
  });

  it('because another run took over puts nothing in place, and leaves that one alone', async () => {
    const { path, folder } = await givenCommit();
    await rm(join(path, lockFileName));
    await writeFile(join(path, lockFileName), 'theirs');
    await rejectionOf(folder.commit(), OutputLockedError);
    await folder.close();
    expect(await versionsOf(path)).toEqual({ ...all(allNames, 'old'), [lockFileName]: 'theirs' });
  });

  it('to tidy up is a warning: the outputs stand, and the lock goes', async () => {
    const told: string[] = [];
    const { path, folder } = await givenCommit({
      ...silentLogger,
      warn: (message) => void told.push(message),
    });
    await writeFile(join(folder.work, 'scratch'), '');
    await withoutChange(join(folder.work, 'scratch'), async () => {
      await folder.commit();
      await folder.close();
    });
    expect(told).toEqual([expect.stringContaining(`${path}: could not be tidied up`)]);
    const { [basename(folder.work)]: _, ...versions } = await versionsOf(path);
    expect(versions).toEqual(all(withoutQuarantine, 'new'));
    await (await openOutputFolder(path, 'next')).close();
    expect(await versionsOf(path)).toEqual(all(withoutQuarantine, 'new'));
  });

  it('to give the lock back is a warning', async () => {
    const told: string[] = [];
    const { path, folder } = await givenCommit({
      ...silentLogger,
      warn: (message) => void told.push(message),
    });
    await folder.commit();
    await withoutChange(join(path, lockFileName), () => folder.close());
    expect(told).toHaveLength(1);
    expect(await versionsOf(path)).toMatchObject(all(withoutQuarantine, 'new'));
  });
});

// Takes the superuser, who alone can give files away.
describe.runIf(process.platform !== 'win32')(
  'outputs of another user in a folder that is open to all',
  () => {
    it.each([
      ['that are not ours to read', 0o777, 0o600, 'cannot be read, so not be kept until the new one stands'],
      ['that are not ours to replace', 0o1777, 0o644, 'cannot be replaced'],
    ])('%s stay, and are told with their owner', async (_, folderMode, fileMode, what) => {
      const folder = await makeFolder();
      const [input, output] = [join(folder, 'events.jsonl'), join(folder, 'out')];
      await writeFile(input, eventLines(3));
      await run([input], output);
      for (const name of await readdir(output)) {
        await chmod(join(output, name), fileMode);
        await chown(join(output, name), 65533, 65533);
      }
      await chmod(output, folderMode);
      await chmod(folder, 0o755);
      const before = await contentsOf(output);
      const outcome = await runChild(
        `process.setegid(65534); process.seteuid(65534);
       const [input, output] = process.argv.slice(1);
       tell(await outcomeOf(runPipeline(job([input]), output)));`,
        [input, output],
      );
      const told = `${output}/\\w+\\.(parquet|json): ${what}; it belongs to another user \\(id 65533\\)`;
      expect(outcome).toMatchObject({ name: 'OutputError', message: expect.stringMatching(told) });
      expect(await contentsOf(output)).toEqual(before);
    });
  },
);

describe('an output that is a link of the user’s', () => {
  it('reads as it did after a refused commit, and is replaced by a file after another', async () => {
    const [path, elsewhere] = [await makeFolder(), await makeFolder()];
    await write(path, allNames.slice(1), 'old');
    await write(elsewhere, [outputNames.events], 'old');
    await symlink(join('..', basename(elsewhere), outputNames.events), join(path, outputNames.events));
    const tryIt = async () => {
      const folder = await openOutputFolder(path, 'run');
      await write(folder.staging, withoutQuarantine, 'new');
      return folder.commit().finally(folder.close);
    };
    await withoutChange(join(path, outputNames.report), () => rejectionOf(tryIt(), OutputError));
    expect(await versionsOf(path)).toEqual(all(allNames, 'old'));
    await tryIt();
    expect(await versionsOf(path)).toEqual(all(withoutQuarantine, 'new'));
    expect(await versionsOf(elsewhere)).toEqual(all([outputNames.events], 'old'));
  });
});

describe('what a run loses as it works', () => {
  const stages: readonly Stage[] = ['ingest', 'clean', 'aggregate', 'check'];

  /** Runs over a few events and, as a stage begins, does something to the output folder. */
  async function runWhile(stage: Stage, action: (output: string) => void, config: SomeConfig = {}) {
    const folder = await makeFolder();
    const [input, output] = [join(folder, 'events.jsonl'), join(folder, 'out')];
    await writeFile(input, eventLines(100));
    const onProgress = (progress: Progress) => {
      if (progress.stage === stage && existsSync(output)) action(output);
    };
    return { folder, output, running: run([input], output, { config, onProgress }) };
  }
  const stagingsIn = (output: string) => readdirSync(output).filter((name) => name.startsWith(stagingPrefix));

  it.each(stages)('its output folder, at %s: that is told, and no defect', async (stage) => {
    const { folder, output, running } = await runWhile(stage, (path) => rmSync(path, { recursive: true }));
    const { message } = await rejectionOf(running, OutputError);
    expect(message).toMatch(`${output}: the folder was removed`);
    expect(await readdir(folder)).toEqual(['events.jsonl']);
  });

  it.each(stages)('its lock to a run that cleared away after it, at %s', async (stage) => {
    const { output, running } = await runWhile(stage, (path) => {
      writeFileSync(join(path, lockFileName), 'theirs');
      for (const name of stagingsIn(path)) rmSync(join(path, name), { recursive: true });
    });
    await rejectionOf(running, OutputLockedError);
    expect(await readdir(output)).toEqual([lockFileName]);
  });

  it.each(stages)('its staging folder alone, at %s', async (stage) => {
    const { output, running } = await runWhile(stage, (path) => {
      for (const name of stagingsIn(path)) rmSync(join(path, name), { recursive: true });
    });
    const { message } = await rejectionOf(running, OutputError);
    expect(message).toBe(
      `${output}: what was being written was removed meanwhile; start again, or choose another folder.`,
    );
  });

  it('its folder for temporary files', async () => {
    const temporary = join(await makeFolder(), 'tmp');
    const loseIt = () => rmSync(temporary, { recursive: true, force: true });
    const { running } = await runWhile('ingest', loseIt, { resources: { temp_directory: temporary } });
    const { message } = await rejectionOf(running, OutputError);
    expect(message).toContain('what was being written was removed meanwhile');
  });
});

describe('an output that replaces a link', () => {
  it('is its owner’s alone, whatever the link leads to', async () => {
    const [path, elsewhere] = [await makeFolder(), await makeFolder()];
    await write(elsewhere, ['open'], 'old');
    await chmod(join(elsewhere, 'open'), 0o666);
    await symlink(join(elsewhere, 'open'), join(path, outputNames.manifest));
    const folder = await openOutputFolder(path, 'run');
    await write(folder.staging, withoutQuarantine, 'new');
    await folder.commit();
    await folder.close();
    const status = await lstat(join(path, outputNames.manifest));
    expect([status.isFile(), status.mode & 0o777]).toEqual([true, 0o600]);
  });
});

describe('a run that was killed', () => {
  // What a reader sees at each step, and what the next run makes of it.
  it.each(['old', 'new'] as const)(
    'while its outputs were links reads as wholly %s, at any step, and the next run makes them files',
    async (side) => {
      const expected = all(side === 'old' ? allNames : withoutQuarantine, side);
      for (let done = 0; done <= allNames.length; done += 1) {
        const path = await makeFolder();
        const staging = await leaveStaging(path, side);
        for (const [index, name] of allNames.entries()) {
          const isNew = name !== outputNames.quarantine;
          // Before the decision outputs become links one by one, after it they become files one by one.
          const isLink = side === 'old' ? index < done : index >= done;
          if (isLink) {
            await symlink(`${stagingName}/current/${name}`, join(path, name));
            await write(join(staging, 'old'), [name], 'old');
            if (isNew) await write(join(staging, 'new'), [name], 'new');
          } else if (side === 'old') await write(path, [name], 'old');
          else if (isNew) await write(path, [name], 'new');
        }
        for (const [name, version] of Object.entries(expected))
          expect(await readFile(join(path, name), 'utf8'), `${done}`).toBe(`${version} ${name}`);
        await (await openOutputFolder(path, 'next')).close();
        expect(await versionsOf(path), `after ${done} steps`).toEqual(expected);
        for (const name of Object.keys(expected))
          expect((await lstat(join(path, name))).isFile(), name).toBe(true);
      }
    },
  );

  it.each(['old', 'new'] as const)('on a disk without links ends as wholly %s', async (side) => {
    for (let done = 0; done <= withoutQuarantine.length; done += 1) {
      const path = await makeFolder();
      const staging = await leaveStaging(path, null);
      await writeFile(join(staging, 'current'), side);
      // The old ones go in reverse, then the new ones come in order.
      const gone = side === 'old' ? done : allNames.length;
      await write(path, allNames.slice(0, allNames.length - gone), 'old');
      await write(join(staging, 'old'), allNames.slice(allNames.length - gone), 'old');
      const come = side === 'old' ? 0 : done;
      await write(path, withoutQuarantine.slice(0, come), 'new');
      await write(join(staging, 'new'), withoutQuarantine.slice(come), 'new');
      await (await openOutputFolder(path, 'next')).close();
      expect(await versionsOf(path), `after ${done} steps`).toEqual(
        all(side === 'old' ? allNames : withoutQuarantine, side),
      );
    }
  });

  it('before its commit began leaves the old outputs, and its leftovers go', async () => {
    const path = await makeFolder();
    await write(path, allNames, 'old');
    const staging = await leaveStaging(path, null);
    await mkdir(join(staging, 'work', 'spill'), { recursive: true });
    await write(staging, ['new/manifest.json', 'next', 'work/lines.parquet'], 'new');
    await (await openOutputFolder(path, 'next')).close();
    expect(await versionsOf(path)).toEqual(all(allNames, 'old'));
  });

  it.each(['scan', 'ingest', 'clean', 'aggregate', 'commit'])(
    'at %s leaves the old outputs as they were, and the next run a clean folder',
    async (stage) => {
      const folder = await makeFolder();
      const [input, output] = [join(folder, 'events.jsonl'), join(folder, 'out')];
      await writeFile(input, eventLines(100));
      await run([input], output);
      const before = await contentsOf(output);
      const child = startChild(
        `const [input, output, stage] = process.argv.slice(1);
         await runPipeline(job([input], {}, (progress) => {
           if (progress.stage === stage) process.kill(process.pid, 'SIGKILL');
         }), output);`,
        [input, output, stage],
      );
      const [, signal] = await once(child, 'close');
      expect(signal).toBe('SIGKILL');
      const after = await contentsOf(output);
      for (const [name, hash] of Object.entries(before)) expect(after[name], name).toBe(hash);
      expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length);

      const { manifest } = await run([input], output);
      expect((await readdir(output)).sort()).toEqual([...withoutQuarantine].sort());
      expect(manifest.reconciliation.events_cleaned).toBe(100);
    },
  );

  it('in the middle of its commit, for real, reads as wholly new once anything does', async () => {
    for (const last of withoutQuarantine.slice(0, 4)) {
      const path = await makeFolder();
      await write(path, allNames, 'old');
      // The process dies as soon as the given output is seen in its new version.
      const child = startChild(
        `import { Worker } from 'node:worker_threads';
         const [path, last, ...names] = process.argv.slice(1);
         const folder = await openOutputFolder(path, 'killed');
         for (const name of names) await writeFile(join(folder.staging, name), 'new ' + name);
         const watch = new Worker(\`
           const { readFileSync } = require('node:fs');
           const { workerData, parentPort } = require('node:worker_threads');
           parentPort.postMessage('watching');
           for (;;) if (readFileSync(workerData, 'utf8').startsWith('new')) process.kill(process.pid, 'SIGKILL');
         \`, { eval: true, execArgv: [], workerData: join(path, last) });
         watch.once('message', () => folder.commit());`,
        [path, last, ...withoutQuarantine],
      );
      const [, signal] = await once(child, 'close');
      expect(signal).toBe('SIGKILL');
      for (const name of withoutQuarantine)
        expect(await readFile(join(path, name), 'utf8')).toBe(`new ${name}`);
      expect(existsSync(join(path, outputNames.quarantine))).toBe(false);
      await (await openOutputFolder(path, 'next')).close();
      expect(await versionsOf(path)).toEqual(all(withoutQuarantine, 'new'));
    }
  });

  it('does not disturb one that is still at work: its staging folder stays', async () => {
    const path = await makeFolder();
    const child = startChild(
      `const folder = await openOutputFolder(process.argv[1], 'theirs');
       tell(folder.staging);
       process.stdin.once('data', async () => { await folder.close(); process.exit(); });`,
      [path],
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    if (child.stdout) await once(createInterface(child.stdout), 'line');
    const before = await readdir(path);
    await rejectionOf(openOutputFolder(path, 'ours'), OutputLockedError);
    expect(await readdir(path)).toEqual(before);
    const closed = once(child, 'close');
    child.stdin?.write('end\n');
    await closed;
    expect(await readdir(path)).toEqual([]);
  });
});

describe('an output folder that cannot take the results', () => {
  async function givenInput() {
    const folder = await makeFolder();
    const input = join(folder, 'events.jsonl');
    await writeFile(input, eventLine());
    return { folder, input };
  }

  it('because it is a file is named', async () => {
    const { folder, input } = await givenInput();
    const path = join(folder, 'out');
    await writeFile(path, 'mine');
    const error = await rejectionOf(run([input], path), OutputError);
    expect(error.code).toBe('OUTPUT_FAILED');
    expect(error.message).toMatch(/^[^\n]*\/out: this is a file, not a folder[^\n]*\.$/);
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  it('because a part of its path is a file is named', async () => {
    const { input } = await givenInput();
    const path = join(input, 'out', 'deep');
    const error = await rejectionOf(run([input], path), OutputError);
    expect(error.message).toMatch(/^[^\n]*\/out\/deep: a part of this path is a file[^\n]*\.$/);
  });

  it('because of its permissions is named', async () => {
    const { folder, input } = await givenInput();
    const path = join(folder, 'out');
    await mkdir(path);
    await chmod(path, 0o555);
    await chmod(folder, 0o777);
    await chmod(input, 0o644);
    // The superuser may write anywhere; somebody else may not.
    const outcome = await runChild(
      `const [input, output] = process.argv.slice(1);
       if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
       tell(await outcomeOf(runPipeline(job([input]), output)));`,
      [input, path],
    );
    expect(outcome).toEqual({
      name: 'OutputError',
      code: 'OUTPUT_FAILED',
      message: `${path}: the folder cannot be written to; check its permissions or choose another.`,
    });
    expect(await readdir(path)).toEqual([]);
  });

  it('holds a folder where an output belongs: the old outputs stay, none is half replaced', async () => {
    const { folder, input } = await givenInput();
    const path = join(folder, 'out');
    await run([input], path);
    await rm(join(path, outputNames.cohorts));
    await mkdir(join(path, outputNames.cohorts, 'mine'), { recursive: true });
    const before = await contentsOf(path);
    const error = await rejectionOf(run([input], path), OutputError);
    expect(error.message).toContain(outputNames.cohorts);
    expect(await contentsOf(path)).toEqual(before);
  });

  it('gives the lock back when the run fails for another reason', async () => {
    const { folder, input } = await givenInput();
    const path = join(folder, 'out');
    await writeFile(join(folder, 'broken.jsonl.gz'), 'no gzip');
    await rejectionOf(run([join(folder, 'broken.jsonl.gz')], path), InputError);
    expect(await readdir(folder)).not.toContain('out');
    await run([input], path);
    expect((await readdir(path)).sort()).toEqual([...withoutQuarantine].sort());
  });
});

const outcomeOnMounts = `const [input, output, temp] = process.argv.slice(1);
  const outcome = await outcomeOf(runPipeline(job([input], { resources: { temp_directory: temp || null } }), output));
  tell({ ...outcome, output: await readdir(output), temp: temp ? await readdir(temp) : [] });`;

describe.runIf(process.platform === 'linux')('a disk', () => {
  let bulk: string;
  beforeAll(async () => {
    const { folder, remove } = await newFolder();
    bulk = join(folder, 'events.jsonl');
    // Lines that no compression makes small: the tables of these take about 100 bytes an event.
    const lines = Array.from({ length: 40_000 }, () =>
      eventLine({ event_id: randomUUID(), player_id: randomUUID(), note: randomUUID() + randomUUID() }),
    );
    await writeFile(bulk, linesOf(lines));
    return remove;
  });

  async function givenBulk(events: number) {
    const folder = await makeFolder();
    const input = events === 40_000 ? bulk : join(folder, 'events.jsonl');
    if (events !== 40_000) await writeFile(input, eventLines(events));
    const [small, large] = [join(folder, 'small'), join(folder, 'large')];
    await mkdir(small);
    await mkdir(large);
    return { folder, input, small, large };
  }

  it('that is read-only is told as that', async () => {
    const { input, small } = await givenBulk(10);
    expect(await runChildWithMounts(mountDisk(small, 'ro'), outcomeOnMounts, [input, small])).toEqual({
      name: 'OutputError',
      code: 'OUTPUT_FAILED',
      message: `${small}: the folder is on a read-only disk; choose another.`,
      output: [],
      temp: [],
    });
  });

  it.each([
    ['at once', 'size=4k', 10],
    ['while lines are staged', 'size=1m', 40_000],
    ['while events are written', 'size=5m', 40_000],
  ])('that is full %s is told as that, and left clean', async (_, size, events) => {
    const { input, small } = await givenBulk(events);
    const outcome = await runChildWithMounts(mountDisk(small, size), outcomeOnMounts, [input, small]);
    expect(outcome).toMatchObject({ name: 'OutputError', code: 'OUTPUT_FAILED', output: [] });
    expect(outcome).toHaveProperty('message', expect.stringMatching(/^[^\n]*disk is full[^\n]*\.$/));
  });

  it.each([
    ['compressed', 'gz'],
    ['in need of a clean copy', 'awkward'],
    ['rejected', 'rejected'],
  ])('that fills up from an input that is %s is told as that, and left clean', async (_, kind) => {
    const { folder, small } = await givenBulk(1);
    const noise = Array.from({ length: 30_000 }, (_, index) => eventLine({ event_id: index }));
    const path = join(folder, kind === 'gz' ? 'a.jsonl.gz' : 'a.jsonl');
    const text = `${kind === 'awkward' ? '\u0001' : ''}${noise.join('\n')}`;
    if (kind === 'rejected') await writeFile(path, 'not an event at all\n'.repeat(200_000));
    else await writeFile(path, kind === 'gz' ? zlib.gzipSync(text) : text);
    const script = outcomeOnMounts.replace('resources:', 'ingest: { max_failed_lines: 1e9 }, resources:');
    const outcome = await runChildWithMounts(mountDisk(small, 'size=2m'), script, [path, small]);
    expect(outcome).toMatchObject({ name: 'OutputError', code: 'OUTPUT_FAILED', output: [] });
    expect(outcome).toHaveProperty('message', expect.stringMatching(/^[^\n]*disk is full[^\n]*\.$/));
  });

  it('for temporary files that is full is told as that, and both folders are left clean', async () => {
    const { input, small, large } = await givenBulk(40_000);
    const outcome = await runChildWithMounts(mountDisk(small, 'size=1m'), outcomeOnMounts, [
      input,
      large,
      small,
    ]);
    expect(outcome).toMatchObject({ name: 'OutputError', output: [], temp: [] });
    expect(outcome).toHaveProperty('message', expect.stringMatching(/disk is full/));
  });

  it('that is full keeps the outputs of the run before', async () => {
    const { folder, input, small } = await givenBulk(40_000);
    const few = join(folder, 'few.jsonl');
    await writeFile(few, eventLines(3));
    const outcome = await runChildWithMounts(
      mountDisk(small, 'size=4m'),
      `const [few, many, output] = process.argv.slice(1);
       await runPipeline(job([few]), output);
       const before = await readdir(output);
       const outcome = await outcomeOf(runPipeline(job([many]), output));
       tell({ ...outcome, before, after: await readdir(output) });`,
      [few, input, small],
    );
    expect(outcome).toMatchObject({
      name: 'OutputError',
      before: [...withoutQuarantine].sort(),
      after: [...withoutQuarantine].sort(),
    });
  });
});

describe('a temporary folder that cannot be used', () => {
  it.each(['missing', 'a file'])('because it is %s is named', async (kind) => {
    const folder = await makeFolder();
    const [input, temp] = [join(folder, 'events.jsonl'), join(folder, 'temp')];
    await writeFile(input, eventLine());
    if (kind === 'a file') await writeFile(temp, '');
    const config = { resources: { temp_directory: temp } };
    if (kind === 'missing') {
      // It is made, as the output folder is, or refused by name: never a bare error of the system.
      const outcome: unknown = await run([input], join(folder, 'out'), { config }).catch(
        (error: unknown) => error,
      );
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(OutputError);
        expect(outcome.message).toContain(temp);
      }
      return;
    }
    const { message } = await rejectionOf(run([input], join(folder, 'out'), { config }), OutputError);
    expect(message).toContain(temp);
  });
});

describe('a committed run', () => {
  it('is described by its manifest to the byte, and put over an earlier one as a whole', async () => {
    const folder = await makeFolder();
    const output = join(folder, 'out');
    await writeFile(join(folder, 'bad.jsonl'), `${eventLines(3)}broken\n`);
    await writeFile(join(folder, 'good.jsonl'), eventLines(5));
    await run([join(folder, 'bad.jsonl')], output);
    expect((await readdir(output)).sort()).toEqual([...allNames].sort());
    await run([join(folder, 'good.jsonl')], output);
    expect((await readdir(output)).sort()).toEqual([...withoutQuarantine].sort());
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(join(output, outputNames.manifest), 'utf8')),
    );
    for (const { name, sha256 } of manifest.outputs) expect(await sha256Of(join(output, name))).toBe(sha256);
    expect(await query(output, 'SELECT count(*) AS n FROM events')).toEqual([{ n: '5' }]);
  });
});
