import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OutputLockedError } from '../../../shared/errors.ts';
import { startChild } from '../testing/child.ts';
import { failureOf, makeFolder } from '../testing/trial.ts';
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

describe('the lock of an output folder', () => {
  it('names its holder, and is gone once given back', async () => {
    const folder = await makeFolder();
    const unlock = await lockOutput(folder, 'one');
    expect(await readdir(folder)).toEqual([lockFileName]);
    expect(await holderOf(folder)).toEqual({ pid: process.pid, host: hostname(), run_id: 'one' });
    await unlock();
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a second run of the same process', async () => {
    const folder = await makeFolder();
    const unlock = await lockOutput(folder, 'one');
    const error = await failureOf(lockOutput(folder, 'two'), OutputLockedError);
    expect(error.code).toBe('OUTPUT_LOCKED');
    expect(error.message).toContain(`process id ${process.pid} on ${hostname()}`);
    expect(error.message).toContain(folder);
    expect(await readdir(folder)).toEqual([lockFileName]);
    await unlock();
    await (await lockOutput(folder, 'two'))();
  });

  it('refuses a run while another process holds it, by its id, and not after that was killed', async () => {
    const folder = await makeFolder();
    const child = startChild(
      `await lockOutput(process.argv[1], 'theirs'); tell('locked'); setInterval(() => {}, 1000);`,
      [folder],
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    if (child.stdout) await once(createInterface(child.stdout), 'line');
    const error = await failureOf(lockOutput(folder, 'ours'), OutputLockedError);
    expect(error.message).toContain(`process id ${child.pid} `);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    await (await lockOutput(folder, 'ours'))();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a process that is gone is taken over', async () => {
    const folder = await makeFolder();
    await holdLock(folder, { pid: await deadPid(), host: hostname(), run_id: 'dead' });
    const unlock = await lockOutput(folder, 'ours');
    expect(await holderOf(folder)).toMatchObject({ run_id: 'ours' });
    expect(await readdir(folder)).toEqual([lockFileName]);
    await unlock();
  });

  it('of an earlier life under the same process id is taken over: containers start over with the same ids', async () => {
    const folder = await makeFolder();
    await holdLock(folder, { pid: process.pid, host: hostname(), run_id: 'before the restart' });
    await (await lockOutput(folder, 'ours'))();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another machine is respected: its processes cannot be seen from here', async () => {
    const folder = await makeFolder();
    const theirs = { pid: await deadPid(), host: 'another-machine', run_id: 'theirs' };
    await holdLock(folder, theirs);
    const { message } = await failureOf(lockOutput(folder, 'ours'), OutputLockedError);
    expect(message).toContain(`process id ${theirs.pid} on another-machine`);
    expect(message).toContain(`delete ${join(folder, lockFileName)}`);
    expect(await holderOf(folder)).toEqual(theirs);
  });

  it.each(['', '{"pid":', 'null', '{"pid":-1,"host":"x","run_id":"y"}', '\0\0\0'])(
    'that holds garbage (%j) is nobody’s',
    async (garbage) => {
      const folder = await makeFolder();
      await holdLock(folder, garbage);
      const unlock = await lockOutput(folder, 'ours');
      expect(await holderOf(folder)).toMatchObject({ run_id: 'ours' });
      await unlock();
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('is not given back by a run that no longer holds it', async () => {
    const folder = await makeFolder();
    const unlock = await lockOutput(folder, 'ours');
    const theirs = { pid: process.pid, host: 'another-machine', run_id: 'theirs' };
    await holdLock(folder, theirs);
    await unlock();
    expect(await holderOf(folder)).toEqual(theirs);
  });
});

describe('runs that race for a stale lock', () => {
  it('in processes of their own: exactly one gets it', async () => {
    const folders = await Promise.all(Array.from({ length: 25 }, makeFolder));
    const pid = await deadPid();
    for (const folder of folders) await holdLock(folder, { pid, host: hostname(), run_id: 'dead' });
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
      await holdLock(folder, { pid, host: hostname(), run_id: 'dead' });
      const racers = Array.from({ length: 8 }, (_, index) => lockOutput(folder, `racer-${index}`));
      const outcomes = await Promise.allSettled(racers);
      const winners = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(winners.length, `round ${round}`).toBe(1);
      expect(await readdir(folder)).toEqual([lockFileName]);
    }
  });
});
