import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeStaged, replaceAtomically, writeAtomically, writeOwn } from './write-atomically.ts';

async function folderWith(name: string, content: string) {
  const folder = await mkdtemp(join(tmpdir(), 'write-atomically-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), content);
  return { folder, path: join(folder, name) };
}

test('a file is replaced once the new one is whole, however long its name', async () => {
  const name = `${'n'.repeat(251)}.csv`;
  const { folder, path } = await folderWith(name, 'old');
  await replaceAtomically(path, async (staged) => {
    await writeFile(staged, 'new');
    expect(await readFile(path, 'utf8')).toBe('old');
  });
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual([name]);
});

test.each([
  ['nothing was written', async () => {}],
  ['half of it was written', (staged: string) => writeFile(staged, 'half')],
])('the old file stays, and nothing else, where writing fails and %s', async (_, write) => {
  const { folder, path } = await folderWith('events.csv', 'old');
  const failure = new Error('the disk is full');
  const replacing = replaceAtomically(path, async (staged) => {
    await write(staged);
    throw failure;
  });
  await expect(replacing).rejects.toBe(failure);
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['events.csv']);
});

test('nothing is left where the new file cannot be put in its place', async () => {
  const { folder, path } = await folderWith('other', '');
  await mkdir(join(folder, 'taken', 'by'), { recursive: true });
  await expect(
    replaceAtomically(join(folder, 'taken'), (staged) => writeFile(staged, 'new')),
  ).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect((await readdir(folder)).sort()).toEqual(['other', 'taken']);
  expect(await readFile(path, 'utf8')).toBe('');
});

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test.skipIf(process.platform === 'win32')(
  'what is written is open to nobody it was not open to',
  async () => {
    const { folder, path } = await folderWith('settings.json', 'old');
    await chmod(path, 0o644);
    await writeOwn(path, 'new');
    expect(await modeOf(path)).toBe('600');
    const rules = join(folder, 'rules.yaml');
    await writeAtomically(rules, 'new');
    expect(await modeOf(rules)).toBe('600');
    await chmod(rules, 0o640);
    await writeAtomically(rules, 'newer');
    expect(await modeOf(rules)).toBe('640');
    await replaceAtomically(rules, (staged) => writeFile(staged, 'open to all', { mode: 0o644 }));
    expect(await modeOf(rules)).toBe('640');
  },
);

test('what a killed write left is removed, and nothing else', async () => {
  const { folder } = await folderWith('settings.json', 'old');
  for (const name of [`.${randomUUID()}.tmp`, '.mine.tmp', 'mine.tmp'])
    await writeFile(join(folder, name), '');
  removeStaged(folder);
  removeStaged(join(folder, 'not there'));
  expect((await readdir(folder)).toSorted()).toEqual(['.mine.tmp', 'mine.tmp', 'settings.json']);
});
