import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program or a library, and the packages of Debian and Ubuntu that have it: later releases first. */
type Need = { what: string; packages: readonly string[] };

const needed: readonly Need[] = [
  { what: 'Xvfb', packages: ['xvfb'] },
  { what: 'xauth', packages: ['xauth'] },
  { what: 'ip', packages: ['iproute2'] },
  { what: 'strace', packages: ['strace'] },
  { what: 'chattr', packages: ['e2fsprogs'] },
  { what: 'unshare', packages: ['util-linux'] },
  { what: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { what: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { what: 'libnss3.so', packages: ['libnss3'] },
  { what: 'libgbm.so.1', packages: ['libgbm1'] },
];

/**
 * Installs what the tests need and this machine lacks: on Debian and Ubuntu, as root or where sudo asks for no password.
 * @returns what is to be installed by hand, and why; null where nothing is
 */
export function installMissing(needs = needed): string | null {
  if (process.platform !== 'linux' || findMissing(needs).length === 0) return null;
  const hindrance = findHindrance() ?? install(needs);
  const missing = findMissing(needs);
  if (missing.length === 0) return null;
  const names = missing.map(({ what }) => what).join(', ');
  const packages = missing.map(({ packages }) => packages.at(-1)).join(' ');
  return `The tests need ${names}: ${hindrance}. Tests fail where it is missing; on Debian and Ubuntu it is in ${packages}.`;
}

/** Why this machine is not ours to install on, or how not; null where it is. */
function findHindrance(): string | null {
  if (!hasProgram('apt-get')) return 'there is no apt-get to install it with';
  if (isRoot() || spawnSync('sudo', ['-n', 'true']).status === 0) return null;
  return 'installing it takes root, or a sudo that asks for no password';
}

/** @returns why what is still missing was not installed */
function install(needs: readonly Need[]): string {
  const names = (missing: readonly Need[]) => missing.map(({ what }) => what).join(', ');
  console.log(`Installing what the tests need: ${names(findMissing(needs))}.`);
  runAsRoot('apt-get', 'update');
  // All of a browser, with fonts: it knows many systems, not all.
  if (findMissing(needs).some(isLibrary))
    spawnSync('playwright', ['install-deps', 'chromium'], { stdio: 'ignore' });
  const packages = findMissing(needs).flatMap(({ packages }) => packages.find(isKnown) ?? []);
  if (packages.length === 0) return 'apt-get knows no package that has it';
  return runAsRoot('apt-get', 'install', '-y', '--no-install-recommends', ...packages);
}

/** @returns what was said */
function runAsRoot(...command: string[]): string {
  const [first = '', ...rest] = [
    ...(isRoot() ? [] : ['sudo', '-n']),
    ...['env', 'DEBIAN_FRONTEND=noninteractive', ...command],
  ];
  const { stderr } = spawnSync(first, rest, { encoding: 'utf8' });
  return `it was not installed (${(stderr ?? '').trim()})`;
}

function findMissing(needs: readonly Need[]): Need[] {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return needs.filter((need) => (isLibrary(need) ? !stdout?.includes(need.what) : !hasProgram(need.what)));
}

function isLibrary({ what }: Need): boolean {
  return what.includes('.so');
}

/** Programs of root are not on everybody's path. */
function hasProgram(name: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}

/** Whether apt can install a package. */
function isKnown(name: string): boolean {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(stdout ?? '');
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
