import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const cli = resolve('out/main/cli.js');
const missing = 'Kills at a system call need strace (apt-get install strace).';

/** A fault put into the n-th call of a kind that a process makes to the system: it is killed there, or the call is refused. */
export type Fault = { calls: SystemCalls; at: number; is: 'kill' | Refusal; isLasting?: boolean };
type Refusal = (typeof refusals)[number];
export const refusals = ['EPERM', 'EIO', 'ENOSPC'] as const;

/** Calls that change what names there are and what is on the disk; each has several forms, not all of them on every machine. */
const systemCalls = {
  rename: ['rename', 'renameat', 'renameat2'],
  unlink: ['unlink', 'unlinkat'],
  rmdir: ['rmdir'],
  symlink: ['symlink', 'symlinkat'],
  link: ['link', 'linkat'],
  mkdir: ['mkdir', 'mkdirat'],
  fsync: ['fsync', 'fdatasync'],
  chmod: ['chmod', 'fchmodat'],
} as const;
export type SystemCalls = keyof typeof systemCalls;

/** What breaks a run. `killAfterMs` kills it wherever it is then. */
export type Break = { faults?: readonly Fault[]; killAfterMs?: number };

export type Outcome = { isKilled: boolean; code: number | null; ms: number; stderr: string };

/** Runs the built command line, broken. @throws Error where strace is missing */
export function runBroken(
  cwd: string,
  args: readonly string[],
  { faults = [], killAfterMs }: Break,
): Outcome {
  const command = [process.execPath, cli, ...args];
  const [program = '', ...rest] = faults.length === 0 ? command : [...straceOf(faults), ...command];
  const startedMs = performance.now();
  const { status, signal, stderr, error } = spawnSync(program, rest, {
    cwd,
    encoding: 'utf8',
    // All calls of a run in one thread, so that the n-th is the same one every time.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1', TMPDIR: cwd },
    ...(killAfterMs === undefined
      ? {}
      : { timeout: Math.max(1, Math.round(killAfterMs)), killSignal: 'SIGKILL' }),
  });
  if (error && 'code' in error && error.code === 'ENOENT') throw new Error(missing);
  return {
    isKilled: signal === 'SIGKILL' || status === 137,
    code: status,
    ms: performance.now() - startedMs,
    stderr,
  };
}

/** How many calls of each kind a command makes, unbroken; what it makes is in `cwd` then. @throws Error where strace is missing */
export function countCalls(cwd: string, args: readonly string[]): Record<SystemCalls, number> {
  const log = join(cwd, 'calls.log');
  const traced = `trace=${Object.values(systemCalls)
    .flat()
    .map((name) => `?${name}`)
    .join(',')}`;
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1', TMPDIR: cwd };
  const { error } = spawnSync(
    'strace',
    ['-f', '-qqq', '-o', log, '-e', traced, process.execPath, cli, ...args],
    { cwd, env },
  );
  if (error) throw new Error(missing, { cause: error });
  const lines = readFileSync(log, 'utf8').split('\n');
  rmSync(log);
  const count = (calls: SystemCalls) =>
    lines.filter((line) => systemCalls[calls].some((name) => line.includes(` ${name}(`))).length;
  return {
    rename: count('rename'),
    unlink: count('unlink'),
    rmdir: count('rmdir'),
    symlink: count('symlink'),
    link: count('link'),
    mkdir: count('mkdir'),
    fsync: count('fsync'),
    chmod: count('chmod'),
  };
}

function straceOf(faults: readonly Fault[]): string[] {
  const groups = faults.map((fault) => ({
    ...fault,
    names: systemCalls[fault.calls].map((name) => `?${name}`),
  }));
  const injections = groups.map(({ names, at, is, isLasting }) => {
    const what = is === 'kill' ? 'signal=KILL' : `error=${is}`;
    return `inject=${names.join(',')}:${what}:when=${at}${isLasting ? '+' : ''}`;
  });
  const traced = `trace=${groups.flatMap(({ names }) => names).join(',')}`;
  return [
    'strace',
    '-f',
    '-qqq',
    '-o',
    '/dev/null',
    ...[traced, ...injections].flatMap((one) => ['-e', one]),
  ];
}
