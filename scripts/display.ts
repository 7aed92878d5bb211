import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** @throws with what to do where there is no display to open a window on */
export function assertDisplay(command: string): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return;
  throw new Error(
    `There is no display to open a window on: use "xvfb-run -a ${command}${isRoot() ? ' -- --no-sandbox' : ''}" for a virtual one, or the command line, which needs none: "npm run cli -- --help".`,
  );
}

/** @throws with what to do for root, as whom Electron starts without its sandbox alone */
export function assertSandboxed(args: readonly string[], command: string): void {
  if (!isRoot() || args.includes('--no-sandbox')) return;
  throw new Error(
    `Electron does not keep its sandbox for root: use another user, or, in a container of your own, "${command} -- --no-sandbox".`,
  );
}

const screen = ['-screen', '0', '1920x1200x24'];

/** Whether windows need a virtual display. */
export function lacksDisplay(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'];
}

/**
 * Opens a virtual display for this process and those it starts, with a clipboard and a focus of its own.
 * @returns what closes it
 * @throws with what to install, where that is missing
 */
export async function openDisplay(): Promise<() => void> {
  const args = ['-displayfd', '3', ...screen, '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const close = () => void server.kill();
  process.once('exit', close);
  const number = server.stdio[3];
  if (!(number instanceof Readable)) throw new Error('Xvfb tells no display.');
  // Told once it can be used.
  const told = await Promise.race([
    once(number, 'data').then(([data]) => String(data).trim()),
    once(server, 'exit').then(() => ''),
  ]).catch(() => '');
  if (told === '') throw new Error('Xvfb cannot be started: install xvfb.');
  process.env['DISPLAY'] = `:${told}`;
  return close;
}

/** A command with its arguments, on a virtual display where there is no other. */
export function onDisplay(command: string, args: readonly string[]): [string, ...string[]] {
  if (!lacksDisplay()) return [command, ...args];
  return ['xvfb-run', '-a', '-s', screen.join(' '), command, ...args];
}

/** Runs a command, on a virtual display where there is no other. @returns its exit code */
export function runOnDisplay(command: string, args: readonly string[]): number {
  const [first, ...rest] = onDisplay(command, args);
  const { status, error } = spawnSync(first, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw new Error(`${first} cannot be started (${error.message}): install xvfb.`);
  return status ?? 1;
}

function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
