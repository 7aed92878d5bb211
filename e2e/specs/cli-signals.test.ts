import { execFileSync } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder, generate, RunningCli, stackLine, toOut } from '../fixtures/command-line.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

describe.each(signals)('%s', (signal) => {
  it.each([['run', ...toOut], ['check', '--input', 'events.jsonl'], ['validate-config']])(
    'ends a %s that still reads its configuration, and leaves nothing',
    async (...args) => {
      const cwd = freshFolder();
      const path = join(cwd, 'config.yaml');
      execFileSync('mkfifo', [path]);
      const running = new RunningCli([...args, '--config', path], { cwd });
      // Opens once the command line reads it; what it waits for then never comes.
      const pipe = await open(path, 'w');
      running.child.kill(signal);
      const { code, stdout, stderr } = await running.finished;
      await pipe.close();
      expect({ code, stdout, stderr }).toEqual({
        code: 130,
        stdout: '',
        stderr: 'error: Cancelled; nothing was written.\n',
      });
      expect(await readdir(cwd)).toEqual(['config.yaml']);
    },
  );

  it('ends a run under way, and leaves nothing but its log', async () => {
    const cwd = freshFolder();
    await generate(cwd, 200_000);
    const running = new RunningCli(['run', ...toOut, '--log-level', 'INFO'], { cwd });
    await running.says('Reading events.');
    running.child.kill(signal);
    const { code, stdout, stderr } = await running.finished;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('error: The run was cancelled; nothing was written.\n');
    expect(stderr).not.toMatch(stackLine);
    expect((await readdir(cwd)).toSorted()).toEqual(['events.jsonl', 'logs']);
  });

  it('ends a generation, and leaves nothing', async () => {
    const cwd = freshFolder();
    const volume = ['--events', '50000000', '--players', '1000', '--days', '9', '--seed', '1'];
    const running = new RunningCli(['generate', ...volume, '--output', 'events.jsonl'], { cwd });
    await running.says('Generating');
    running.child.kill(signal);
    expect((await running.finished).code).toBe(130);
    expect(await readdir(cwd)).toEqual([]);
  });
});
