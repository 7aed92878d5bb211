import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { appendFile, chmod, mkdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { runChild } from '../../../test/kit/child.ts';
import { eventLine } from '../../../test/kit/event-lines.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { assertUnchanged, discoverInputs } from './discover.ts';

/** A folder with files of those names, each of one byte. */
async function folderOf(...names: string[]): Promise<string> {
  const folder = await makeFolder();
  await writeFiles(folder, Object.fromEntries(names.map((name) => [name, '\n'])));
  return folder;
}

/** What is found, as paths within the folder. */
async function found(folder: string, ...inputs: string[]): Promise<string[]> {
  const files = await discoverInputs(inputs.map((input) => join(folder, input)));
  return files.map(({ path }) => relative(folder, path));
}

describe('input order', () => {
  it('is by path, numbers by value', async () => {
    const folder = await folderOf(
      'day10.jsonl',
      'day2.jsonl',
      'day1.jsonl',
      'b/day1.jsonl',
      'a10/x.jsonl',
      'a9/x.jsonl',
    );
    expect(await found(folder, '.')).toEqual([
      'a9/x.jsonl',
      'a10/x.jsonl',
      'b/day1.jsonl',
      'day1.jsonl',
      'day2.jsonl',
      'day10.jsonl',
    ]);
  });

  it('does not depend on the order of naming', async () => {
    const folder = await folderOf('day10.jsonl', 'day2.jsonl', 'day1.jsonl');
    const order = ['day1.jsonl', 'day2.jsonl', 'day10.jsonl'];
    expect(await found(folder, 'day10.jsonl', 'day1.jsonl', 'day2.jsonl')).toEqual(order);
    expect(await found(folder, 'day2.jsonl', 'day10.jsonl', 'day1.jsonl')).toEqual(order);
  });

  it('is fixed for names that only look alike', async () => {
    const folder = await folderOf('day2.jsonl', 'day02.jsonl', 'Day2.jsonl');
    const order = await found(folder, '.');
    expect(order).toHaveLength(3);
    expect(await found(folder, ...order.toReversed())).toEqual(order);
    expect(await found(folder, ...order)).toEqual(order);
  });

  it('does not depend on how a file was named: by its path, its folder or a glob', async () => {
    const folder = await folderOf('a/1.jsonl', 'b/2.jsonl', 'c/3.jsonl');
    expect(await found(folder, 'c/*.jsonl', 'b/2.jsonl', 'a')).toEqual([
      'a/1.jsonl',
      'b/2.jsonl',
      'c/3.jsonl',
    ]);
  });
});

describe('what is found', () => {
  it('folders are searched for the known endings, subfolders and any case included', async () => {
    const names = [
      'a.jsonl',
      'b.ndjson',
      'c.json',
      'd.jsonl.gz',
      'e.ndjson.zst',
      'f.JSON.GZ',
      'sub/deep/g.jsonl',
    ];
    const folder = await folderOf(...names, 'h.txt', 'i.csv.gz', 'j.gz', 'jsonl', 'k.jsonl.bak');
    expect(await found(folder, '.')).toEqual(names);
  });

  it('the compression is told by the ending', async () => {
    const folder = await folderOf('a.jsonl', 'b.jsonl.gz', 'c.NDJSON.ZST');
    const files = await discoverInputs([folder]);
    expect(files.map(({ compression, sizeBytes }) => [compression, sizeBytes])).toEqual([
      ['none', 1],
      ['gzip', 1],
      ['zstd', 1],
    ]);
  });

  it('globs', async () => {
    const folder = await folderOf('day1.jsonl', 'day2.jsonl', 'night1.jsonl', 'sub/day3.jsonl');
    expect(await found(folder, 'day*.jsonl')).toEqual(['day1.jsonl', 'day2.jsonl']);
    expect(await found(folder, '**/day*.jsonl')).toEqual(['day1.jsonl', 'day2.jsonl', 'sub/day3.jsonl']);
    expect(await found(folder, '{day,night}1.jsonl')).toEqual(['day1.jsonl', 'night1.jsonl']);
  });

  it('a glob with an absolute path gives absolute paths, wherever the run was started', async () => {
    const folder = await folderOf('day1.jsonl');
    const [file] = await discoverInputs([join(folder, '*.jsonl')]);
    expect(file?.path).toBe(join(folder, 'day1.jsonl'));
  });

  it('a file named twice is read once, by link or detour too', async () => {
    const folder = await folderOf('a.jsonl', 'b.jsonl');
    await symlink(join(folder, 'a.jsonl'), join(folder, 'link.jsonl'));
    expect(await found(folder, 'a.jsonl', 'a.jsonl', '.', '*.jsonl')).toEqual(['a.jsonl', 'b.jsonl']);
    expect(
      await discoverInputs([join(folder, 'a.jsonl'), `${folder}/../${folder.split('/').at(-1)}/a.jsonl`]),
    ).toHaveLength(1);
  });

  it.each([
    "it's.jsonl",
    'a "quote".jsonl',
    'a;b --c.jsonl',
    'übung 日本 😀.jsonl',
    'a[1].jsonl',
    'all*.jsonl',
    'what?.jsonl',
    '{a,b}.jsonl',
    '!not.jsonl',
    'back\\slash.jsonl',
    '$HOME.jsonl',
    '-x.jsonl',
    '.jsonl',
  ])('a file of the very name %s', async (name) => {
    const folder = await folderOf(name, 'a1.jsonl', 'allother.jsonl', 'whatx.jsonl', 'a.jsonl');
    expect(await found(folder, name)).toEqual([name]);
  });

  it.each(['in [1]', 'in*', "it's"])('a folder of the very name %s', async (name) => {
    const folder = await folderOf(`${name}/a.jsonl`, 'in 1/b.jsonl', 'in2/c.jsonl');
    expect(await found(folder, name)).toEqual([`${name}/a.jsonl`]);
  });
});

describe('what is refused', () => {
  const refusal = async (input: string) =>
    discoverInputs([input]).then(
      () => 'nothing',
      (error: unknown) => {
        expect(error).toBeInstanceOf(InputError);
        return error instanceof Error ? error.message : '';
      },
    );

  it('no input at all', async () => {
    await expect(discoverInputs([])).rejects.toThrow(InputError);
  });

  it.each([
    ['a missing file', 'missing.jsonl', /no such file or folder/],
    ['a file taken for a folder', 'a.jsonl/b.jsonl', /no such file or folder/],
    ['a glob that matches nothing', '*.ndjson', /no file matches this pattern/],
    ['a folder without event files', 'none', /holds no event file/],
    ['a folder named as a file, without event files', 'folder.jsonl', /holds no event file/],
    ['a wrong ending', 'a.txt', /not an event file/],
    ['a compressed file of a wrong kind', 'a.csv.gz', /not an event file/],
    ['a dangling link', 'dangling.jsonl', /no such file or folder/],
    ['a link to itself', 'loop.jsonl', /cannot be read/],
    ['a named pipe, which would block the run', 'pipe.jsonl', /not a regular file/],
    ['a name too long for any file', `${'x'.repeat(300)}.jsonl`, /cannot be read/],
    ['a glob that also matches other files', 'a.*', /not an event file/],
  ])('%s', async (_, name, reason) => {
    const folder = await folderOf('a.jsonl', 'a.txt', 'a.csv.gz', 'none/notes.txt');
    await mkdir(join(folder, 'folder.jsonl'));
    await symlink(join(folder, 'gone.jsonl'), join(folder, 'dangling.jsonl'));
    await symlink(join(folder, 'loop.jsonl'), join(folder, 'loop.jsonl'));
    await promisify(execFile)('mkfifo', [join(folder, 'pipe.jsonl')]);
    expect(await refusal(join(folder, name))).toMatch(reason);
  });

  it('everything wrong is told at once, each by its name', async () => {
    const folder = await folderOf('a.jsonl', 'a.txt');
    const inputs = ['gone1.jsonl', 'a.jsonl', 'a.txt', 'gone2*'].map((name) => join(folder, name));
    const refused = discoverInputs(inputs);
    for (const name of ['gone1.jsonl', 'a.txt', 'gone2*']) {
      await expect(refused).rejects.toThrow(join(folder, name));
    }
    await expect(refused).rejects.not.toThrow(/a\.jsonl:/);
  });
});

describe('nothing is left out without a word', () => {
  /** What comes of a run over an input, by somebody who is not the superuser. */
  const runAsNobody = (folder: string, input: string) =>
    runChild(
      `if (process.getuid?.() === 0) { process.setegid(65534); process.seteuid(65534); }
       const [input, output] = process.argv.slice(1);
       tell(await outcomeOf(runPipeline(job([input]), output)));`,
      [input, join(folder, 'out')],
    );

  /** A folder of events with one of a name in it that only its owner, the superuser, can read. */
  async function givenClosed(name: string): Promise<string> {
    const folder = await makeFolder();
    await writeFiles(folder, { 'd/a.jsonl': `${eventLine()}\n`, [`d/${name}/b.jsonl`]: `${eventLine()}\n` });
    await chmod(folder, 0o777);
    await chmod(join(folder, 'd', name), 0);
    return folder;
  }

  it.each([
    ['a folder', 'd'],
    ['a glob over all folders', 'd/**/*.jsonl'],
    ['a glob over some folders', 'd/*/b.jsonl'],
  ])('a subfolder that cannot be read, of %s', async (_, input) => {
    const folder = await givenClosed('sub');
    const outcome = await runAsNobody(folder, join(folder, input));
    await chmod(join(folder, 'd', 'sub'), 0o700);
    expect(outcome).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(`${join(folder, 'd', 'sub')}: this folder cannot be searched`),
    });
  });

  it.each([
    ['beside the files a glob matches', 'sub', 'd/*.jsonl'],
    ['below which no match can be', 'sub.jsonl', 'd/*'],
    ['that a killed run left', '.event-analytics-staging-AAAAAA', 'd/**/*.jsonl'],
    ['that the file system keeps for its repair', 'lost+found', 'd'],
  ])('a folder that cannot be read %s is no matter', async (_, name, input) => {
    const folder = await givenClosed(name);
    const outcome = await runAsNobody(folder, join(folder, input));
    await chmod(join(folder, 'd', name), 0o700);
    expect(outcome).toMatchObject({ name: 'none' });
  });

  it.each([
    ['x.jsonl', /x\.jsonl: .*this link leads nowhere/, (path: string) => symlink('nowhere', path)],
    ['loop.jsonl', /loop\.jsonl: cannot be read/, (path: string) => symlink('loop.jsonl', path)],
    [
      'pipe.jsonl',
      /pipe\.jsonl: this is not a regular file/,
      (path: string) => promisify(execFile)('mkfifo', [path]),
    ],
  ])('%s, in a folder and by a glob; other names do not matter', async (name, told, make) => {
    const folder = await folderOf('a.jsonl');
    await make(join(folder, 'other.txt'));
    expect(await found(folder, '.', '*.jsonl')).toEqual(['a.jsonl']);
    await make(join(folder, name));
    await expect(discoverInputs([folder])).rejects.toThrow(told);
    await expect(discoverInputs([join(folder, '*.jsonl')])).rejects.toThrow(told);
  });
});

describe('assertUnchanged', () => {
  it('passes files that are as they were found', async () => {
    await expect(assertUnchanged(await discoverInputs([await folderOf('a.jsonl')]))).resolves.toBeUndefined();
  });

  // As FAT and many FUSE mounts do, which number files anew: here by a link to a twin written in the same moment.
  it('passes a file whose inode is another, and all else the same', async () => {
    const folder = await folderOf();
    for (let pair = 0; ; pair += 1) {
      const twins = ['a', 'b'].map((name) => join(folder, `${name}${pair}.jsonl`));
      for (const path of twins) writeFileSync(path, 'x\n');
      const [one, other] = twins.map((path) => statSync(path, { bigint: true }));
      if (one?.ctimeNs !== other?.ctimeNs || one?.mtimeNs !== other?.mtimeNs) continue;
      expect(one?.ino).not.toBe(other?.ino);
      const link = join(folder, 'link.jsonl');
      await symlink(twins[0] ?? '', link);
      const inputs = await discoverInputs([link]);
      await rm(link);
      await symlink(twins[1] ?? '', link);
      await expect(assertUnchanged(inputs)).resolves.toBeUndefined();
      return;
    }
  });

  it.each([
    ['grew', (path: string) => appendFile(path, 'more\n')],
    ['was written again', (path: string) => utimes(path, 1, 1)],
    ['is gone', (path: string) => rm(path)],
    [
      'has other bytes, as many, of the same time',
      async (path: string) => {
        const { atime, mtime } = await stat(path);
        await writeFile(path, 'y');
        await utimes(path, atime, mtime);
      },
    ],
    [
      'was replaced by another of the same size and time',
      async (path: string) => {
        const { atime, mtime } = await stat(path);
        await writeFile(`${path}.new`, 'y');
        await utimes(`${path}.new`, atime, mtime);
        await rename(`${path}.new`, path);
      },
    ],
  ])('names a file that %s', async (_, change) => {
    const folder = await folderOf('a.jsonl', 'b.jsonl');
    const inputs = await discoverInputs([folder]);
    // The system's own clock for files ticks every few milliseconds.
    await wait(30);
    await change(join(folder, 'b.jsonl'));
    const refused = assertUnchanged(inputs);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/b\.jsonl: the file changed/);
  });
});

describe('the product’s own outputs', () => {
  it('are left out of folders and globs that hold them, and read where they are named', async () => {
    const folder = await makeFolder();
    await writeFiles(folder, {
      'events.jsonl': 'x\n',
      'out/events_cleaned.parquet': '',
      'out/manifest.json': '{}',
      'out/rejected_events.jsonl': 'x\n',
      'other/manifest.json': '{}',
    });
    const names = async (named: string) =>
      (await discoverInputs([named])).map(({ path }) => path.slice(folder.length + 1));
    expect(await names(folder)).toEqual(['events.jsonl', join('other', 'manifest.json')]);
    expect(await names(join(folder, '**/*.json*'))).toEqual(['events.jsonl', 'other/manifest.json']);
    // What a killed run leaves, at any depth.
    const [work, staging] = [
      'event-analytics-work-0123456789ab-1-1-AbCdEf',
      '.event-analytics-staging-AAAAAA',
    ];
    await writeFiles(folder, {
      [`a/${staging}/new/rejected_events.jsonl`]: 'x\n',
      [`a/${staging}/rejected_events.jsonl`]: 'x\n',
      [`a/${staging}/${work}/deep/events.jsonl`]: 'x\n',
      'a/rejected_events.jsonl': 'x\n',
      [`b/${work}/input-0.jsonl`]: 'x\n',
      'b/event-analytics-work-AbCdEf/input-0.jsonl': 'x\n',
      [`${staging}/events.jsonl`]: 'x\n',
    });
    expect(await names(folder)).toEqual(['events.jsonl', join('other', 'manifest.json')]);
    expect(await names(join(folder, '**/*.json*'))).toEqual(['events.jsonl', 'other/manifest.json']);
    expect(await names(join(folder, 'out', 'rejected_events.jsonl'))).toEqual([
      join('out', 'rejected_events.jsonl'),
    ]);
  });
});

describe.runIf(process.platform === 'linux')('names that other systems do not have', () => {
  it('with a backslash are found in folders and by globs, in which it takes away a meaning', async () => {
    const folder = await folderOf('a\\b.jsonl', 'c[1].jsonl');
    expect(await found(folder, '.')).toEqual(['a\\b.jsonl', 'c[1].jsonl']);
    expect(await found(folder, 'a\\\\*.jsonl')).toEqual(['a\\b.jsonl']);
    expect(await found(folder, 'c\\[*.jsonl')).toEqual(['c[1].jsonl']);
  });

  it('that are no UTF-8 are told as that, not left out', async () => {
    const folder = await folderOf('a.jsonl');
    const name = Buffer.concat([Buffer.from(join(folder, 'x')), Buffer.from([0xff]), Buffer.from('.jsonl')]);
    await writeFile(name, '\n');
    const refused = discoverInputs([folder]);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/x\uFFFD\.jsonl: the name of this file is no UTF-8/);
  });
});
