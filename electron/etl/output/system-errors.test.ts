import { statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError, InternalError } from '../../../shared/errors.ts';
import { makeFolder } from '../../../test/kit/folder.ts';
import { explainSystemError, refusalOf } from './system-errors.ts';

/** As Node.js raises it: a number it has no name for makes a code without one. */
function refused(name: keyof typeof constants.errno, path?: string): Error {
  const errno = -constants.errno[name];
  const code = name === 'EDQUOT' ? `Unknown system error ${errno}` : name;
  return Object.assign(new Error(`${code}: refused, write`), { errno, code, syscall: 'write', path });
}

const messageOf = (folder: string, error: unknown) => explainSystemError(folder, error)?.message;

describe('what the operating system refuses', () => {
  it.each([
    ['EFBIG', /^\/out: a file grew past the size that may be written here \(ulimit -f/],
    ['EDQUOT', /^\/out: the disk quota is used up/],
    ['EMFILE', /^\/out: too many files are open at once; raise the limit \(ulimit -n\)/],
    ['EIO', /^\/out: the disk reports an error/],
    ['EROFS', /^\/out: the folder is on a read-only disk/],
    ['EXDEV', /^\/out: the system refuses it \(EXDEV\)\.$/],
  ] as const)('is told as what it is: %s', (name, message) => {
    expect(messageOf('/out', refused(name))).toMatch(message);
    expect(messageOf('/out', new InternalError('x', { cause: refused(name) }))).toMatch(message);
  });

  it.each([
    [
      'IO Error: Could not write file "/t/event-analytics-work-a/x": No space left on device',
      /^\/t: the disk is full/,
    ],
    ['IO Error: Could not write file "/t/x.parquet": File too large', /^\/t\/x\.parquet: a file grew past/],
    ['IO Error: Cannot open file "/t/x.parquet": Too many open files', /^\/t\/x\.parquet: too many files/],
    ['IO Error: Could not write file "/t/x": Disk quota exceeded', /^\/t: the disk quota is used up/],
    ['IO Error: Could not read from file "/t/x": Input/output error', /^\/t: the disk reports an error/],
  ])('is found in the words of DuckDB: %s', (text, message) => {
    expect(messageOf('/out', new Error(text))).toMatch(message);
  });

  it('is none where the data merely speaks of it', () => {
    const error = new Error('Conversion Error: Could not convert string "IO: No space left on device"');
    expect(explainSystemError('/out', error)).toBeNull();
    expect(explainSystemError('/out', new InputError('x: No space left on device.'))).toBeNull();
    expect(refusalOf('/out', error)).toBe(error.message);
  });

  it('names the folder the user named rather than what is made below it', () => {
    const own = '/out/.event-analytics-staging-x/event-analytics-work-y';
    expect(messageOf(`${own}/spill`, refused('EIO', `${own}/input-0.plain`))).toMatch(/^\/out: /);
    expect(messageOf('/out/deep', refused('EACCES', '/out'))).toMatch(/^\/out\/deep: /);
    expect(messageOf('/out', refused('EACCES', '/out/manifest.json'))).toMatch(/^\/out\/manifest\.json: /);
  });

  it('has the room there is beside a full disk', async () => {
    const folder = await makeFolder();
    const { blocks } = statfsSync(folder);
    expect(blocks).toBeGreaterThan(0);
    expect(messageOf(join(folder, 'gone'), refused('ENOSPC'))).toMatch(
      /: the disk is full \([\d,.]+ [KMGT]?B in all, [\d,.]+ [KMGT]?B free now\); free some space or choose/,
    );
    expect(messageOf(join(folder, 'event-analytics-work-x'), refused('ENOSPC'))).toMatch(
      /point resources\.temp_directory to a larger disk\.$/,
    );
  });
});

it.runIf(process.platform === 'linux')('knows an error as the system really raises it', async () => {
  const full = await open('/dev/full', 'w');
  const error: unknown = await full.write('x').catch((reason: unknown) => reason);
  await full.close();
  expect(messageOf('/dev', error)).toMatch(/^\/dev: the disk is full/);
});
