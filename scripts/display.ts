import { spawnSync } from 'node:child_process';

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

/** A command with its arguments, on a virtual display where there is no other. */
export function onDisplay(command: string, args: readonly string[]): [string, ...string[]] {
  const needsDisplay = process.platform === 'linux' && !process.env['DISPLAY'];
  if (!needsDisplay) return [command, ...args];
  return ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', command, ...args];
}

/** Runs a command, on a virtual display where there is no other. @returns its exit code */
export function runOnDisplay(command: string, args: readonly string[]): number {
  const [first, ...rest] = onDisplay(command, args);
  const { status, error } = spawnSync(first, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw new Error(`${first} cannot be started (${error.message}): see .ci/install-display.`);
  return status ?? 1;
}

function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
