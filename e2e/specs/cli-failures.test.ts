import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  freshFolder,
  generate,
  hashesIn,
  RunningCli,
  runCli,
  stackLine,
  toOut,
} from '../fixtures/command-line.ts';

describe('a run that fails', () => {
  it('writes nothing where a strict check fails', async () => {
    const cwd = freshFolder();
    await generate(cwd, 500);
    const { code, stdout, stderr } = await runCli(['run', ...toOut, '--strict'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error: 1 quality check failed in strict mode; nothing was written.\n');
    expect(stderr).toContain('min_events: 500 events; at least 1,000 expected.');
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('writes nothing where too many lines are rejected', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000, 'events.jsonl', '--malformed-share', '0.1');
    for (const args of [
      ['run', ...toOut],
      ['check', '--input', 'events.jsonl'],
    ]) {
      const { code, stdout, stderr } = await runCli(args, { cwd });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^error: .*events\.jsonl/m);
      expect(stderr).not.toMatch(stackLine);
    }
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it.each(['run', 'check'])('%s writes no line of its log into an input', async (command) => {
    const cwd = freshFolder();
    await generate(cwd, 20);
    linkSync(join(cwd, 'events.jsonl'), join(cwd, 'etl.log'));
    writeFileSync(join(cwd, 'log.yaml'), 'monitoring:\n  log_file: etl.log\n');
    const before = readFileSync(join(cwd, 'etl.log'));
    const named = command === 'run' ? toOut : ['--input', 'events.jsonl'];
    const { code, stderr } = await runCli([command, ...named, '--config', 'log.yaml'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: events.jsonl: the log would be written into this input; name another file as monitoring.log_file.\n',
    });
    expect(readFileSync(join(cwd, 'events.jsonl'))).toEqual(before);
  });

  it('writes no line of its log into an input either where another input is wrong', async () => {
    const cwd = freshFolder();
    await generate(cwd, 20, 'in/events.jsonl');
    linkSync(join(cwd, 'in', 'events.jsonl'), join(cwd, 'etl.log'));
    symlinkSync('nowhere', join(cwd, 'in', 'dangling.jsonl'));
    writeFileSync(join(cwd, 'log.yaml'), 'monitoring:\n  log_file: etl.log\n');
    const before = readFileSync(join(cwd, 'etl.log'));
    const inputs = ['--input', 'gone.jsonl', '--input', 'in/dangling.jsonl', '--input', 'in/*.jsonl'];
    const { code, stderr } = await runCli(['check', ...inputs, '--config', 'log.yaml'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('gone.jsonl: there is no') });
    expect(readFileSync(join(cwd, 'in', 'events.jsonl'))).toEqual(before);
  });

  it('says which setting to raise where the memory it may use is too little, and leaves nothing behind', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    writeFileSync(join(cwd, 'small.yaml'), 'resources:\n  memory_limit: 20MB\n');
    const { code, stdout, stderr } = await runCli(['run', ...toOut, '--config', 'small.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'error: DuckDB ran out of the memory it may use: raise resources.memory_limit, or lower resources.threads.\n',
    );
    expect(readdirSync(cwd).toSorted()).toEqual(['events.jsonl', 'logs', 'small.yaml']);
  });

  it('keeps the old results whole when it is cancelled, and leaves nothing behind', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    await generate(cwd, 400_000, 'big.jsonl');
    expect((await runCli(['run', ...toOut], { cwd })).code).toBe(0);
    const before = hashesIn(join(cwd, 'out'));
    const bigRun = ['run', '--input', 'big.jsonl', '--output', 'out', '--log-level', 'INFO'];
    for (const [stage, signal] of [
      ['Scanning lines.', 'SIGINT'],
      ['Reading events.', 'SIGTERM'],
      ['Cleaning events.', 'SIGINT'],
    ] as const) {
      const running = new RunningCli(bigRun, { cwd });
      await running.says(stage);
      running.child.kill(signal);
      const { code, stdout, stderr } = await running.finished;
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
      expect(stderr).toContain('error: The run was cancelled; nothing was written.\n');
      expect(stderr).not.toMatch(stackLine);
      expect(hashesIn(join(cwd, 'out'))).toEqual(before);
    }
  });

  it('keeps the old results whole when it is killed, and the next run tidies up', async () => {
    const cwd = freshFolder();
    await generate(cwd, 200_000);
    expect((await runCli(['run', ...toOut], { cwd })).code).toBe(0);
    const before = hashesIn(join(cwd, 'out'));
    const killed = new RunningCli(['run', ...toOut, '--log-level', 'INFO'], { cwd });
    await killed.says('Cleaning events.');
    killed.child.kill('SIGKILL');
    expect((await killed.finished).signal).toBe('SIGKILL');
    // Beside them stands what the killed run began.
    expect(hashesIn(join(cwd, 'out'))).toMatchObject(before);
    expect((await runCli(['run', ...toOut], { cwd })).code).toBe(0);
    expect(readdirSync(join(cwd, 'out')).toSorted()).toEqual(Object.keys(before));
  });

  it('quits at the second Ctrl-C', async () => {
    const cwd = freshFolder();
    await generate(cwd, 200_000);
    const running = new RunningCli(['run', ...toOut, '--log-level', 'INFO'], { cwd });
    await running.says('Reading events.');
    running.child.kill('SIGINT');
    await running.says('Cancelling');
    running.child.kill('SIGINT');
    expect((await running.finished).code).toBe(130);
  });

  it('refuses a folder another run writes to', async () => {
    const cwd = freshFolder();
    await generate(cwd, 400_000);
    const first = new RunningCli(['run', ...toOut, '--log-level', 'INFO'], { cwd });
    await first.says('Reading events.');
    const { code, stderr } = await runCli(['run', ...toOut], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: out: a run with process id ${first.child.pid} `, 'm'));
    expect((await first.finished).code).toBe(0);
  });
});
