import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cliPath, freshFolder, generate, RunningCli, runCli, toOut } from '../fixtures/command-line.ts';

const lockName = '.event-analytics.lock';

it('a wait for a lock ends with SIGTERM or Ctrl-C, and leaves what was there', async () => {
  const cwd = freshFolder();
  await generate(cwd, 100);
  mkdirSync(join(cwd, 'out'));
  const lock = { pid: 1, host: 'another-machine', run_id: 'x' };
  writeFileSync(join(cwd, 'out', lockName), JSON.stringify(lock));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const cli = new RunningCli(['run', ...toOut, '--log-level', 'INFO'], { cwd });
    await cli.says('Waiting to see whether a run with process id 1 on another-machine');
    cli.child.kill(signal);
    const { code, stderr } = await cli.finished;
    expect({ signal, code }).toEqual({ signal, code: 130 });
    expect(stderr).toContain('cancelled');
    expect(readdirSync(join(cwd, 'out'))).toEqual([lockName]);
  }
});

it('a killed takeover and a process id in use by a stranger hold up a run for a while, and no longer', async () => {
  const cwd = freshFolder();
  await generate(cwd, 100);
  const out = join(cwd, 'out');
  mkdirSync(join(out, `${lockName}.takeover`), { recursive: true });
  writeFileSync(join(out, lockName), JSON.stringify({ pid: process.pid, host: hostname(), run_id: 'x' }));
  const { code } = await runCli(['run', ...toOut], { cwd });
  expect(code).toBe(0);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
});

it.runIf(process.platform === 'linux')(
  'of two runs in namespaces of their own the second is refused, and the first succeeds',
  async () => {
    const cwd = freshFolder();
    await generate(cwd, 400_000, 'big.jsonl');
    await generate(cwd, 100);
    const start = (input: string) => {
      const run = [process.execPath, cliPath, 'run', '--input', input, '--output', 'out', '--quiet'];
      const options = ['--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc'];
      const child = spawn('unshare', [...options, ...run], { cwd, stdio: 'ignore' });
      onTestFinished(() => void child.kill('SIGKILL'));
      return new Promise<number | null>((done, fail) => {
        child.once('error', fail);
        child.once('close', done);
      });
    };
    const first = start('big.jsonl');
    while (!existsSync(join(cwd, 'out', lockName))) await new Promise((again) => setTimeout(again, 20));
    expect(await start('events.jsonl')).toBe(2);
    expect(await first).toBe(0);
    expect(readdirSync(join(cwd, 'out'))).toContain('manifest.json');
  },
);
