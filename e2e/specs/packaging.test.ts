import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findElectron } from '../../scripts/electron-runtime.mjs';

const { electronFuses } = z
  .object({ electronFuses: z.record(z.string(), z.boolean()) })
  .parse(parse(readFileSync('electron-builder.yml', 'utf8')));

// electron-builder cannot set it yet. Electron's default, on, is right: memory of WebAssembly is guarded by traps.
const leftAsTheyAre = ['WasmTrapHandlers'];

const fuses = Object.entries(FuseV1Options).flatMap(([name, index]) =>
  typeof index === 'number' && !leftAsTheyAre.includes(name)
    ? [{ name: name.replace(/^./, (first) => first.toLowerCase()), index }]
    : [],
);

/** A copy of the runtime's executable; of its whole bundle on macOS. */
function copyRuntime(): string {
  const { path } = findElectron();
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-fuses-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const source = process.platform === 'darwin' ? dirname(dirname(dirname(path))) : path;
  const copy = join(folder, basename(source));
  cpSync(source, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

describe('the packaged app', () => {
  it('has every fuse set on purpose', () => {
    expect(Object.keys(electronFuses).sort()).toEqual(fuses.map(({ name }) => name).sort());
  });

  it('has its fuses as they are written, in a real Electron', async () => {
    const runtime = copyRuntime();
    const wanted = fuses.map(({ name, index }) => ({ name, index, isOn: electronFuses[name] === true }));
    await flipFuses(runtime, {
      version: FuseVersion.V1,
      resetAdHocDarwinSignature: process.platform === 'darwin',
      ...Object.fromEntries(wanted.map(({ index, isOn }) => [index, isOn])),
    });
    const wire = await getCurrentFuseWire(runtime);
    expect(wanted.map(({ name, index }) => [name, wire[index]])).toEqual(
      wanted.map(({ name, isOn }) => [name, isOn ? FuseState.ENABLE : FuseState.DISABLE]),
    );
  });

  it('is never made of another Electron than the official one', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.ts'], {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dirname(findElectron().path) },
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'Nothing was packed. Only the official Electron is packed: unset ELECTRON_OVERRIDE_DIST_PATH.\n',
    });
  });
});
