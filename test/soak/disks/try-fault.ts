import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readNaively } from '../kills/read-naively.ts';
import type { Fault } from './faults.ts';

const cli = resolve('out/main/cli.js');

/** How the shell ends where a fault could not be set up; no command of the product ends so. */
const setupFailed = 99;

/** Far longer than any of them takes, on a busy machine too. */
const hangsAfterMs = 300_000;

/** Inputs and the outputs of an earlier run, made once; each try works on a copy. */
export type Ground = { folder: string; inputs: readonly string[] };

/** What a command under a fault came to: `broken` is null where every promise held. */
export type Trial = {
  command: string;
  fault: string;
  code: number | null;
  broken: string | null;
  /** Whether the fault reached the command: that an injected one did, the trace tells; a place is spoilt for all. */
  tookEffect: boolean;
  stderr: string;
};

/** @throws where the command line is not built or unshare, mount or strace is missing */
export function prepareGround(): Ground {
  for (const tool of ['unshare', 'mount', 'strace'])
    if (spawnSync(tool, ['--version']).error)
      throw new Error(`${tool} is missing: install it to break disks.`);
  if (!existsSync(cli)) throw new Error(`${cli} is missing: npm run build makes it.`);
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-disks-'));
  const volume = ['--players', '200', '--days', '9', '--seed', '1', '--duplicate-share', '0.01'];
  const inputs = ['plain.jsonl', 'packed.jsonl.gz'].map((name) => join(folder, name));
  for (const path of inputs) must(['generate', '--events', '8000', ...volume, '--output', path]);
  must(['run', '--input', inputs[0] ?? '', '--output', join(folder, 'old')], folder);
  return { folder, inputs };
}

function must(args: readonly string[], cwd = tmpdir()): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** Runs one of the commands under a fault and judges what came of it. */
export function tryFault(ground: Ground, command: 'run' | 'check' | 'generate', fault: Fault): Trial {
  const home = mkdtempSync(join(ground.folder, 'try-'));
  const folders = { OUT: join(home, 'out'), TMP: join(home, 'tmp'), LOG: join(home, 'log') };
  for (const path of Object.values(folders)) mkdirSync(path);
  const config = join(home, 'c.yaml');
  writeFileSync(
    config,
    JSON.stringify({
      resources: { temp_directory: folders.TMP, memory_limit: '300MB', threads: 2 },
      monitoring: { log_file: join(folders.LOG, 'run.log') },
    }),
  );
  // On a disk of its own the old outputs would lie below it, out of sight; else they stand where the new ones go.
  const isMounted = fault.setup.startsWith('mount') && fault.setup.includes('$OUT');
  if (!isMounted) cpSync(join(ground.folder, 'old'), folders.OUT, { recursive: true });
  const args = argumentsOf(ground, command, folders.OUT, config);
  const setup =
    fault.setup.endsWith('&') || fault.setup === '' ? fault.setup : `${fault.setup} || exit ${setupFailed}`;
  // What is left on a disk that goes with its namespace is listed before it goes.
  const script = `${setup}\n${fault.wrapper ?? ''} "$@"; code=$?; wait; ls -A "$OUT" > "$HOME_/left" 2>/dev/null; ls -A "$TMP" > "$HOME_/left-tmp" 2>/dev/null; exit $code`;
  const { status: code, stderr } = spawnSync(
    'unshare',
    ['--mount', 'sh', '-c', script, 'sh', process.execPath, cli, ...args],
    { encoding: 'utf8', timeout: hangsAfterMs, cwd: home, env: { ...process.env, ...folders, HOME_: home } },
  );
  if (code === setupFailed) throw new Error(`the fault could not be set up (${fault.setup}): ${stderr}`);
  const tookEffect =
    fault.wrapper === undefined || linesOf(join(home, 'trace')).some((line) => line.endsWith('(INJECTED)'));
  const broken = faultOf({ ground, code, stderr, fault, home, folders, isMounted });
  if (broken === null) rmSync(home, { recursive: true, force: true });
  return { command, fault: fault.name, code, broken, tookEffect, stderr };
}

function argumentsOf({ inputs }: Ground, command: string, out: string, config: string): string[] {
  if (command === 'generate') {
    const volume = ['--events', '20000', '--players', '90', '--days', '9', '--seed', '2'];
    return ['generate', ...volume, '--output', join(out, 'made.jsonl')];
  }
  const read = ['--input', ...inputs, '--config', config];
  return command === 'run' ? ['run', ...read, '--output', out] : ['check', ...read];
}

type Outcome = {
  ground: Ground;
  code: number | null;
  stderr: string;
  fault: Fault;
  home: string;
  folders: { OUT: string; TMP: string };
  isMounted: boolean;
};

/** The first promise that did not hold, as a sentence. */
function faultOf({ ground, code, stderr, fault, home, folders, isMounted }: Outcome): string | null {
  if (code === null) return 'it did not end';
  if (![0, 1, 2].includes(code)) return `it ended with ${code}`;
  if (/damaged|cut short|Internal error|^ {4}at /m.test(stderr)) return 'the data or the product is blamed';
  if (code === 2 && !fault.says.test(stderr)) return `its message does not speak of ${fault.says}`;
  if (code !== 0 && !/[.:]$/m.test(stderr)) return 'it says no sentence';
  // Of a folder that was emptied on the way nothing is promised; the others are as after any fault.
  const isEmptied = (place: string) => fault.name.startsWith(`${place} removed after `);
  const left = readdirSync(folders.TMP).concat(linesOf(join(home, 'left-tmp')));
  if (left.length > 0 && !isEmptied('TMP')) return `${left.join(', ')} is left in temp_directory`;
  if (isEmptied('OUT')) return null;
  // Before the next run has a chance to heal it.
  const torn = isMounted ? null : tornOutput(ground, folders.OUT, code === 0);
  if (torn !== null) return torn;
  const names = isMounted ? linesOf(join(home, 'left')) : readdirSync(folders.OUT);
  const own = names.filter((name) => /^\.?event-analytics|\.tmp$/.test(name));
  if (own.length > 0 && !(isStuck(fault) && isHealed(ground, folders.OUT)))
    return `${own.join(', ')} is left in the output folder`;
  return null;
}

/** Where the disk refuses every such call from some moment on, what stands cannot be removed either. */
function isStuck({ wrapper }: Fault): boolean {
  return wrapper !== undefined;
}

/** Whether the next run, on a sound disk, clears up. */
function isHealed({ inputs }: Ground, out: string): boolean {
  const [input = ''] = inputs;
  const { status } = spawnSync(process.execPath, [cli, 'run', '--input', input, '--output', out, '--quiet'], {
    cwd: join(out, '..'),
  });
  return status === 0 && !readdirSync(out).some((name) => name.startsWith('.event-analytics'));
}

/** What is wrong with the outputs as they stand; null where they are wholly those of the earlier run, or after success of a new one. */
function tornOutput(ground: Ground, out: string, isDone: boolean): string | null {
  try {
    if (readNaively(out, ['made.jsonl']) === null) return 'the outputs are gone';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const manifests = [join(ground.folder, 'old'), out].map((folder) =>
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  );
  return isDone || manifests[0] === manifests[1]
    ? null
    : 'the command failed, and the earlier outputs are gone';
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}
