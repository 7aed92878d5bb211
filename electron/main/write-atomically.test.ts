import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeStaged, writeAtomically, writeOwn } from './write-atomically.ts';

async function folderWith(name: string, content: string) {
  const folder = await mkdtemp(join(tmpdir(), 'write-atomically-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), content);
  return { folder, path: join(folder, name) };
}

test('a file is replaced, however long its name', async () => {
  const name = `${'n'.repeat(251)}.csv`;
  const { folder, path } = await folderWith(name, 'old');
  await writeAtomically(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual([name]);
});

test('what a killed process left as it wrote a file goes with the next writing of that file', async () => {
  const { folder, path } = await folderWith('rules.yaml', 'old');
  const module = new URL('write-atomically.ts', import.meta.url).href;
  // Killed while the new file stands beside the old one half-written.
  const script = `
    import { readdirSync, statSync } from 'node:fs';
    const { writeAtomically } = await import('${module}');
    const [folder, path] = process.argv.slice(1);
    const look = () => {
      const staged = readdirSync(folder).filter((name) => name.includes('-' + process.pid + '-'));
      if (staged.some((name) => (statSync(folder + '/' + name, { throwIfNoEntry: false })?.size ?? Infinity) < 5_000_000)) process.kill(process.pid, 'SIGKILL');
      setImmediate(look);
    };
    look();
    for (;;) await writeAtomically(path, 'x'.repeat(5_000_000));`;
  for (const name of ['rules.yaml', 'others.yaml']) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder, join(folder, name)]);
    expect((await once(child, 'close'))[1]).toBe('SIGKILL');
  }
  const staged = async () => (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
  await writeFile(join(folder, '.mine.tmp'), '');
  const before = await staged();
  await writeAtomically(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  const left = await staged();
  expect([before.length, left.length]).toEqual([3, 2]);
  expect(left).toContain('.mine.tmp');
});

test('nothing is left where the new file cannot be put in its place', async () => {
  const { folder, path } = await folderWith('other', '');
  await mkdir(join(folder, 'taken', 'by'), { recursive: true });
  await expect(writeAtomically(join(folder, 'taken'), 'new')).rejects.toThrow(
    /EISDIR|ENOTEMPTY|EEXIST|EPERM/,
  );
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
  },
);

test('what a killed write left is removed, and nothing else', async () => {
  const { folder } = await folderWith('settings.json', 'old');
  for (const name of [`.${randomUUID()}.tmp`, `.0123456789ab-1-${randomUUID()}.tmp`, '.mine.tmp', 'mine.tmp'])
    await writeFile(join(folder, name), '');
  removeStaged(folder);
  removeStaged(join(folder, 'not there'));
  expect((await readdir(folder)).toSorted()).toEqual(['.mine.tmp', 'mine.tmp', 'settings.json']);
});
