import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const etl = new URL('../../electron/etl/', import.meta.url).href;
const shared = new URL('../../shared', import.meta.url).href;

const prelude = `
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runExport } from '${etl}export/run-export.ts';
import { runPipeline } from '${etl}pipeline.ts';
import { openOutputFolder } from '${etl}output/output-folder.ts';
import { lockOutput } from '${etl}output/output-lock.ts';
import { configSchema } from '${shared}/config/schema.ts';
import { silentLogger } from '${shared}/run/logger.ts';
const job = (inputs, config = {}, onProgress = () => {}) => ({
  inputs, config: configSchema.parse(config), now: new Date('2030-01-01T00:00:00Z'),
  signal: new AbortController().signal, logger: silentLogger, onProgress,
});
const tell = (value) => console.log(JSON.stringify(value));
const outcomeOf = (promise) => promise.then(
  () => ({ name: 'none', code: '', message: '' }),
  (error) => ({ name: error.name, code: error.code ?? '', message: error.message }),
);
`;

/**
 * Starts a process of its own that runs a piece of JavaScript with the engine in scope: `runPipeline`, `runExport`, `job`,
 * `openOutputFolder`, `lockOutput`, `tell` (prints a value as a line of JSON), `outcomeOf` (an error as a value).
 * @param within a command that starts it, such as `unshare` with its options
 */
export function startChild(
  script: string,
  args: readonly string[] = [],
  within: readonly string[] = [],
): ChildProcess {
  const [command = process.execPath, ...more] = [...within, process.execPath];
  return spawn(command, [...more, ...nodeOptions, prelude + script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

const nodeOptions = ['--no-warnings', '--input-type=module', '--eval'];

/** Runs such a process to its end and gives what it told last. */
export async function runChild(
  script: string,
  args: readonly string[] = [],
  within: readonly string[] = [],
): Promise<unknown> {
  return outputOf(startChild(script, args, within));
}

/**
 * The same where `mounts`, shell commands, have set up file systems first: in a user and mount namespace of its own, so
 * that neither privileges nor traces on the machine are needed.
 */
export async function runChildWithMounts(
  mounts: string,
  script: string,
  args: readonly string[],
): Promise<unknown> {
  const shell = `set -e; ${mounts}; exec "$@"`;
  const command = [process.execPath, ...nodeOptions, prelude + script, ...args];
  return outputOf(
    spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', shell, 'sh', ...command], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
}

/** The command that puts a small disk at a folder. @param options as mount takes them: `size=1m`, `ro` */
export function mountDisk(folder: string, options: string): string {
  return `mount -t tmpfs -o ${options} none '${folder}'`;
}

async function outputOf(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error('the child has no output');
  const [lines] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`the child ended with ${child.exitCode}: ${lines}`);
  return JSON.parse(lines.trimEnd().split('\n').at(-1) ?? '');
}
