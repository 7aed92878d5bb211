import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cliPath, freshFolder, generate } from '../fixtures/command-line.ts';

/** Runs a line of shell; `cli` in it is the built command line. */
function shell(cwd: string, line: string) {
  const script = `cli() { "${process.execPath}" "${cliPath}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('a system that gives little', () => {
  it('lets a run have 64 open files', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    const { code, stderr } = shell(cwd, 'ulimit -n 64; cli run --input events.jsonl --output out --quiet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    ['run --input events.jsonl --output out --json --quiet', '; the results stand in out'],
    ['run --input events.jsonl --output out --log-level ERROR', '; the results stand in out'],
    ['check --input events.jsonl --json --quiet', ''],
    ['validate-config --json', ''],
    ['--help', ''],
  ])('is told of a full disk under the output of: %s', async (args, standing) => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    const { code, stderr } = shell(cwd, `cli ${args} > /dev/full`);
    expect(code).toBe(2);
    expect(stderr.split('\n').filter((line) => line.startsWith('error'))).toEqual([
      `error: standard output cannot be written (its disk is full)${standing}.`,
    ]);
    expect(existsSync(join(cwd, 'out/manifest.json'))).toBe(standing !== '');
  });

  it('may have a full disk under the messages: the exit code tells', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    expect(shell(cwd, 'cli run --input events.jsonl --output out 2> /dev/full')).toMatchObject({ code: 0 });
    expect(shell(cwd, 'cli run --input gone.jsonl --output out 2> /dev/full')).toMatchObject({ code: 2 });
    expect(shell(cwd, 'cli run --input events.jsonl --output out > /dev/full 2>&1')).toMatchObject({
      code: 2,
    });
  });

  it('may have taken the working directory away', () => {
    const { code, stderr } = shell(
      freshFolder(),
      'mkdir gone; cd gone; rmdir ../gone; cli check --input events.jsonl',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: The working directory was removed; change to another, and start again.\n',
    });
  });
});

it('says in a sentence that it cannot be loaded, and never that the data failed', () => {
  const cwd = freshFolder();
  cpSync(dirname(cliPath), join(cwd, 'main'), { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  const chunks = join(cwd, 'main/chunks');
  for (const name of readdirSync(chunks)) if (name.startsWith('command-line-')) rmSync(join(chunks, name));
  const { code, stderr } = shell(cwd, `"${process.execPath}" main/cli.js validate-config`);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: the program cannot be loaded: .*command-line.*; install it again\.\n$/);
});

it('says nothing of its own making about many compressed files', async () => {
  const cwd = freshFolder();
  await generate(cwd, 10);
  mkdirSync(join(cwd, 'logs'));
  for (let index = 0; index < 40; index += 1) {
    const event = `{"event_id":"${index}","player_id":"p","event_type":"session_start","timestamp":"2024-01-01T10:00:00Z"}`;
    writeFileSync(join(cwd, `logs/${index}.jsonl.gz`), gzipSync(event));
  }
  const { code, stderr } = shell(cwd, 'cli run --input logs --output out --quiet');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
