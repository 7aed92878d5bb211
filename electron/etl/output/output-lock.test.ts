import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CancelledError, OutputError, OutputLockedError } from '../../../shared/errors.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { runChild, startChild } from '../../../test/kit/child.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { makeFolder } from '../../../test/kit/folder.ts';
import { ownIdentity } from '../process-identity.ts';
import { openOutputFolder } from './output-folder.ts';
import { lockFileName, lockOutput } from './output-lock.ts';

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  return child.pid ?? 0;
}

async function holdLock(folder: string, owner: unknown): Promise<void> {
  const text = typeof owner === 'string' ? owner : JSON.stringify(owner);
  await writeFile(join(folder, lockFileName), text);
}

async function holderOf(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, lockFileName), 'utf8'));
}

/** Renews a lock as its holder does, until the test ends. */
function keepFresh(folder: string, onFinished: typeof onTestFinished): void {
  const path = join(folder, lockFileName);
  const renewing = setInterval(() => utimesSync(path, new Date(), new Date()), 500);
  onFinished(() => clearInterval(renewing));
}

/** A fifth of what they are for a run: those who wait here wait for nobody. */
const times = { renewEveryMs: 400, watchMs: 1600, takeoverWatchMs: 600 };

/** No system gives out so high an id. */
const goneId = 2 ** 31 - 1;
const gone = { boot_id: 'another start', pid_namespace: 'pid:[1]', start_time: '1' };

describe('the lock of an output folder', () => {
  it('names its holder, is for its owner alone, and is gone once given back', async () => {
    const folder = await makeFolder();
    const lock = await lockOutput(folder, 'one');
    expect(await readdir(folder)).toEqual([lockFileName]);
    expect(await holderOf(folder)).toEqual({ ...ownIdentity(), run_id: 'one' });
    expect((await stat(join(folder, lockFileName))).mode & 0o777).toBe(0o600);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('removes what a run that was killed in a takeover left', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, `${lockFileName}.takeover`));
    const lock = await lockOutput(folder, 'ours');
    expect(await readdir(folder)).toEqual([lockFileName]);
    await lock.release();
  });

  it('refuses a second run of the same process', async () => {
    const folder = await makeFolder();
    const lock = await lockOutput(folder, 'one');
    const error = await rejectionOf(lockOutput(folder, 'two'), OutputLockedError);
    expect(error.code).toBe('OUTPUT_LOCKED');
    expect(error.message).toContain(`process id ${process.pid} on ${hostname()}`);
    expect(error.message).toContain(folder);
    expect(await readdir(folder)).toEqual([lockFileName]);
    await lock.release();
    await (await lockOutput(folder, 'two')).release();
  });

  it('refuses a run while another process holds it, by its id, and not after that was killed', async () => {
    const folder = await makeFolder();
    const child = startChild(
      `await lockOutput(process.argv[1], 'theirs'); tell('locked'); setInterval(() => {}, 1000);`,
      [folder],
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    if (child.stdout) await once(createInterface(child.stdout), 'line');
    const error = await rejectionOf(lockOutput(folder, 'ours'), OutputLockedError);
    expect(error.message).toContain(`process id ${child.pid} `);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    await (await lockOutput(folder, 'ours')).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['whose process is gone', async () => ({ ...ownIdentity(), pid: await deadPid() })],
    ['whose process id is another process’s by now', async () => ({ ...ownIdentity(), pid: process.ppid })],
    ['of an earlier life under our own process id', async () => ({ ...ownIdentity(), start_time: '1' })],
  ])('%s is taken over at once', async (_, owner) => {
    const folder = await makeFolder();
    await holdLock(folder, { ...(await owner()), run_id: 'dead' });
    const told: string[] = [];
    const logger = { ...silentLogger, info: (message: string) => void told.push(message) };
    const lock = await lockOutput(folder, 'ours', { logger });
    expect(await holderOf(folder)).toMatchObject({ run_id: 'ours' });
    expect(await readdir(folder)).toEqual([lockFileName]);
    expect(told, 'no wait').toEqual([]);
    await lock.release();
  });

  // Side by side, a test is told by its own context which one it is.
  describe.concurrent('that cannot be judged from here', () => {
    const theirs = { pid: process.pid, host: 'another-machine', run_id: 'theirs', ...gone };

    it.for([
      ['of another machine', JSON.stringify(theirs)],
      [
        'of another namespace',
        JSON.stringify({ ...ownIdentity(), pid_namespace: 'pid:[1]', run_id: 'theirs' }),
      ],
      ['of an earlier version', JSON.stringify({ pid: process.ppid, host: hostname(), run_id: 'theirs' })],
      [
        'of a machine of the same name that tells no start of its own',
        JSON.stringify({ ...theirs, host: hostname(), pid: goneId, boot_id: null, pid_namespace: null }),
      ],
      ['half-written', '{"pid":'],
    ])(
      '%s is respected as long as it is renewed, and names its holder',
      async ([, content = ''], { onTestFinished }) => {
        const folder = await makeFolder(onTestFinished);
        await holdLock(folder, content);
        keepFresh(folder, onTestFinished);
        const { message } = await rejectionOf(lockOutput(folder, 'ours'), OutputLockedError);
        const owner = /"pid":(\d+)/.exec(content)?.[1];
        expect(message).toContain(owner === undefined ? 'another run' : `process id ${owner} on `);
        expect(message).toContain(`delete ${join(folder, lockFileName)}`);
        expect(await readFile(join(folder, lockFileName), 'utf8')).toBe(content);
      },
    );

    it.for([
      ['of another machine', JSON.stringify(theirs)],
      ['of another start of this machine', JSON.stringify({ ...theirs, host: hostname() })],
      [
        'of an earlier version, its process id in use',
        JSON.stringify({ pid: process.ppid, host: hostname(), run_id: 'x' }),
      ],
      [
        'of a machine of the same name that tells no start of its own',
        JSON.stringify({ ...theirs, host: hostname(), pid: goneId, boot_id: null, pid_namespace: null }),
      ],
      [
        'of an earlier version, though no process has its id',
        JSON.stringify({ pid: goneId, host: hostname(), run_id: 'x' }),
      ],
      ['that is empty', ''],
      ['half-written', '{"pid":'],
      ['that is no lock', '{"pid":-1,"host":"x","run_id":"y"}'],
      ['of zeros', '\0\0\0'],
    ])(
      '%s is taken over once it was not renewed for a while, whatever the clocks say',
      async ([, content = ''], { onTestFinished }) => {
        const folder = await makeFolder(onTestFinished);
        await holdLock(folder, content);
        await utimes(join(folder, lockFileName), new Date('2090-01-01'), new Date('2090-01-01'));
        const told: string[] = [];
        const logger = { ...silentLogger, info: (message: string) => void told.push(message) };
        const lock = await lockOutput(folder, 'ours', { logger, times });
        expect(await holderOf(folder)).toMatchObject({ run_id: 'ours' });
        expect(told).toEqual([expect.stringContaining('Waiting to see whether')]);
        await lock.release();
        expect(await readdir(folder)).toEqual([]);
      },
    );

    it.for([
      [
        'a pipe, which nobody writes to',
        async (path: string): Promise<void> => void execFileSync('mkfifo', [path]),
      ],
      ['a link that leads nowhere', (path: string): Promise<void> => symlink('nowhere', path)],
      ['a link to what never ends', (path: string): Promise<void> => symlink('/dev/zero', path)],
      ['a link to a file of the user’s', (path: string): Promise<void> => symlink('mine', path)],
      [
        'a file of gigabytes',
        (path: string): Promise<void> => writeFile(path, '').then(() => truncate(path, 3e9)),
      ],
    ] as const)('%s is taken over as it stands', async ([, put], { onTestFinished }) => {
      const folder = await makeFolder(onTestFinished);
      await writeFile(join(folder, 'mine'), 'mine');
      await put(join(folder, lockFileName));
      const lock = await lockOutput(folder, 'ours', { times });
      expect(await holderOf(folder)).toMatchObject({ run_id: 'ours' });
      await lock.release();
      expect(await readdir(folder)).toEqual(['mine']);
      expect(await readFile(join(folder, 'mine'), 'utf8')).toBe('mine');
    });

    it('and is a folder is refused, with the remedy', async ({ onTestFinished }) => {
      const folder = await makeFolder(onTestFinished);
      await mkdir(join(folder, lockFileName));
      const { message } = await rejectionOf(openOutputFolder(folder, 'ours'), OutputError);
      expect(message).toContain(join(folder, lockFileName));
      expect(await readdir(folder)).toEqual([lockFileName]);
    });

    it('does not hold up a run that is cancelled', async ({ onTestFinished }) => {
      const folder = await makeFolder(onTestFinished);
      await holdLock(folder, theirs);
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      await rejectionOf(lockOutput(folder, 'ours', { signal: controller.signal }), CancelledError);
      expect(await holderOf(folder)).toEqual(theirs);
    });

    it('is taken over though a takeover was killed in the middle, whatever the clocks say', async ({
      onTestFinished,
    }) => {
      const folder = await makeFolder(onTestFinished);
      await holdLock(folder, { ...ownIdentity(), pid: await deadPid(), run_id: 'dead' });
      const takeover = join(folder, `${lockFileName}.takeover`);
      await mkdir(takeover);
      await utimes(takeover, new Date('2090-01-01'), new Date('2090-01-01'));
      await (await lockOutput(folder, 'ours', { times })).release();
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('is renewed while it is held', async () => {
    const folder = await makeFolder();
    const lock = await lockOutput(folder, 'ours', { times });
    const { mtimeMs } = await stat(join(folder, lockFileName));
    while ((await stat(join(folder, lockFileName))).mtimeMs === mtimeMs) await wait(100);
    await lock.release();
  });

  it('is not given back by a run that no longer holds it, which learns of that', async () => {
    const folder = await makeFolder();
    const lock = await lockOutput(folder, 'ours');
    await lock.verify();
    const theirs = { pid: process.pid, host: 'another-machine', run_id: 'theirs' };
    await rm(join(folder, lockFileName));
    await holdLock(folder, theirs);
    await rejectionOf(lock.verify(), OutputLockedError);
    await lock.release();
    expect(await holderOf(folder)).toEqual(theirs);
  });

  it('outlives being removed by somebody', async () => {
    const folder = await makeFolder();
    const lock = await lockOutput(folder, 'ours');
    await rm(join(folder, lockFileName));
    await rejectionOf(lock.verify(), OutputLockedError);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('a lock seen from another namespace of process ids', () => {
  const unshare = ['--map-root-user', '--pid', '--fork', '--kill-child'];

  it.each([
    ['with its own view of processes', ['--mount-proc']],
    ['with the view of the outer one', []],
  ])('%s is respected while its run lives, and taken over after', async (_, view) => {
    const folder = await makeFolder();
    const holder = startChild(
      `await lockOutput(process.argv[1], 'theirs', { times: ${JSON.stringify(times)} }); tell('locked'); setInterval(() => {}, 1000);`,
      [folder],
      ['unshare', ...unshare, ...view],
    );
    onTestFinished(() => void holder.kill('SIGKILL'));
    if (holder.stdout) await once(createInterface(holder.stdout), 'line');
    const tryIt = (watchMs: number) =>
      `tell(await outcomeOf(lockOutput(process.argv[1], 'ours', { times: { ...${JSON.stringify(times)}, watchMs: ${watchMs} } }))); process.exit();`;
    // Watched as long as a run does: the holder may be held up.
    const outcome = await runChild(tryIt(8000), [folder], ['unshare', ...unshare, ...view]);
    expect(outcome).toMatchObject({ name: 'OutputLockedError' });
    expect(await holderOf(folder)).toMatchObject({ run_id: 'theirs' });
    const closed = once(holder, 'close');
    holder.kill('SIGKILL');
    await closed;
    const after = await runChild(tryIt(times.watchMs), [folder], ['unshare', ...unshare, ...view]);
    expect(after).toMatchObject({ name: 'none' });
  });
});

describe('runs that race for a stale lock', () => {
  it('in processes of their own: exactly one gets it', async () => {
    const folders = await Promise.all(Array.from({ length: 25 }, makeFolder));
    const pid = await deadPid();
    for (const folder of folders) await holdLock(folder, { ...ownIdentity(), pid, run_id: 'dead' });
    const children = Array.from({ length: 3 }, (_, index) =>
      startChild(
        `tell('ready');
         process.stdin.once('data', async () => {
           const won = [];
           for (const folder of process.argv.slice(1))
             won.push((await outcomeOf(lockOutput(folder, 'racer-${index}'))).name);
           tell(won);
           process.stdin.once('data', () => process.exit());
         });`,
        folders,
      ),
    );
    onTestFinished(() => {
      for (const child of children) child.kill('SIGKILL');
    });
    const outputs = children.map(({ stdout }) => createInterface(stdout ?? process.stdin));
    await Promise.all(outputs.map((lines) => once(lines, 'line')));
    const answers = Promise.all(outputs.map((lines) => once(lines, 'line')));
    for (const { stdin } of children) stdin?.write('go\n');
    const outcomes = (await answers).map(([line]): unknown => JSON.parse(String(line)));
    for (const [index, folder] of folders.entries()) {
      const names = outcomes.map((won) => (Array.isArray(won) ? String(won[index]) : ''));
      expect(names.sort(), folder).toEqual(['OutputLockedError', 'OutputLockedError', 'none'].sort());
      expect(await readdir(folder)).toEqual([lockFileName]);
    }
  });

  it('in one process, many at once: exactly one gets it, every time', async () => {
    const pid = await deadPid();
    for (let round = 0; round < 60; round += 1) {
      const folder = await makeFolder();
      await holdLock(folder, { ...ownIdentity(), pid, run_id: 'dead' });
      const racers = Array.from({ length: 8 }, (_, index) => lockOutput(folder, `racer-${index}`));
      const outcomes = await Promise.allSettled(racers);
      const winners = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(winners.length, `round ${round}`).toBe(1);
      expect(await readdir(folder)).toEqual([lockFileName]);
    }
  });
});
