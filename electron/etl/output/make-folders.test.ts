import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/kit/folder.ts';
import { makeFolders, makeFoldersSync } from './make-folders.ts';

describe.each([
  ['at once', async (path: string) => makeFoldersSync(path)],
  ['step by step', async (path: string) => void (await makeFolders(path))],
])('folders made %s', (_, make) => {
  it('are there, those above too, and may have been', async () => {
    const path = join(await makeFolder(), 'a', 'b', 'c');
    await make(path);
    await make(path);
    expect(existsSync(path)).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('are their owner’s alone', async () => {
    const folder = await makeFolder();
    await make(join(folder, 'a', 'b'));
    for (const name of ['a', 'a/b']) expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o700);
  });

  it('fail where a part of the path is a file', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(make(join(folder, 'file', 'below'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  // Such a folder denies that it exists, and denies to be made for the same reason.
  it.runIf(process.platform === 'linux')('fail, and do not go on for ever, below /proc', async () => {
    await expect(make('/proc/nope/deep')).rejects.toThrow('ENOENT');
  });
});
