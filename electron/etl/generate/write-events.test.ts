import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArgumentError, CancelledError, OutputError } from '../../../shared/errors.ts';
import { runChildWithMounts } from '../../../test/kit/child.ts';
import { generateEvents } from './generate-events.ts';
import { writeEvents } from './write-events.ts';

const options = {
  events: 5_000,
  players: 100,
  days: 10,
  seed: 4,
  malformedShare: 0.01,
  duplicateShare: 0.02,
};
const text = [...generateEvents(options)]
  .flat()
  .map((line) => `${line}\n`)
  .join('');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeEvents', () => {
  it('writes the generated lines and tells what they are', async () => {
    const output = join(folder, 'new', 'folder', 'events.jsonl');
    const written = await writeEvents({ ...options, output });
    expect(await readFile(output, 'utf8')).toBe(text);
    expect(written).toEqual({
      events: 5_000,
      lines: 5_000,
      malformed: 50,
      duplicates: 100,
      future: 0,
      sizeBytes: Buffer.byteLength(text),
    });
  });

  it('compresses by the ending', async () => {
    const output = join(folder, 'events.jsonl.gz');
    const { sizeBytes } = await writeEvents({ ...options, output });
    const packed = await readFile(output);
    expect(zlib.gunzipSync(packed).toString()).toBe(text);
    expect(sizeBytes).toBe(packed.length);
  });

  it('writes .zst where Node.js can, else says what to name instead', async () => {
    const output = join(folder, 'events.jsonl.zst');
    if (typeof zlib.zstdDecompressSync === 'function') {
      await writeEvents({ ...options, output });
      expect(zlib.zstdDecompressSync(await readFile(output)).toString()).toBe(text);
    } else {
      await expect(writeEvents({ ...options, output })).rejects.toThrow(ArgumentError);
    }
  });

  it('reports progress up to the last line', async () => {
    const lines: number[] = [];
    await writeEvents({
      ...options,
      output: join(folder, 'events.jsonl'),
      onProgress: (progress) => {
        expect(progress.total).toBe(5_000);
        lines.push(progress.lines);
      },
    });
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(lines.at(-1)).toBe(5_000);
  });

  it.each(['events.jsonl', 'events.jsonl.gz'])(
    'leaves the old %s alone when cancelled on the way',
    async (name) => {
      const output = join(folder, name);
      await writeFile(output, 'old');
      const controller = new AbortController();
      const writing = writeEvents({
        ...options,
        events: 50_000_000,
        output,
        signal: controller.signal,
        onProgress: ({ lines }) => lines > 10_000 && controller.abort(),
      });
      await expect(writing).rejects.toThrow(CancelledError);
      expect(await readdir(folder)).toEqual([name]);
      expect(await readFile(output, 'utf8')).toBe('old');
    },
  );

  it('writes nothing when cancelled beforehand', async () => {
    const output = join(folder, 'events.jsonl');
    await expect(writeEvents({ ...options, output, signal: AbortSignal.abort() })).rejects.toThrow(
      CancelledError,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('replaces the file when done', async () => {
    const output = join(folder, 'events.jsonl');
    await writeFile(output, 'old');
    await writeEvents({ ...options, output });
    expect((await stat(output)).size).toBe(Buffer.byteLength(text));
    expect(await readdir(folder)).toEqual(['events.jsonl']);
  });

  it('says what it cannot write', async () => {
    await expect(writeEvents({ ...options, output: folder })).rejects.toThrow(OutputError);
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(writeEvents({ ...options, output: join(file, 'events.jsonl') })).rejects.toThrow(
      OutputError,
    );
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('replaces what a link leads to, and keeps the link', async () => {
    const [output, target] = [join(folder, 'link.jsonl'), join(folder, 'to', 'events.jsonl')];
    await mkdir(join(folder, 'to'));
    await writeFile(target, 'old');
    await symlink(join('to', 'events.jsonl'), output);
    await writeEvents({ ...options, output });
    expect((await lstat(output)).isSymbolicLink()).toBe(true);
    expect(await readFile(target, 'utf8')).toBe(text);
    expect(await readdir(join(folder, 'to'))).toEqual(['events.jsonl']);
  });

  it.each([
    ['a pipe', async (path: string): Promise<void> => void execFileSync('mkfifo', [path])],
    ['a link to a pipe', (path: string): Promise<void> => symlink('pipe', path)],
    ['a link that leads nowhere', (path: string): Promise<void> => symlink('nowhere', path)],
    ['a link to itself', (path: string): Promise<void> => symlink('x.jsonl', path)],
  ] as const)('refuses %s, and leaves it as it is', async (_, make) => {
    const output = join(folder, 'x.jsonl');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await make(output);
    const before = await lstat(output);
    const writing = writeEvents({ ...options, output });
    await expect(writing).rejects.toThrow(OutputError);
    await expect(writing).rejects.toThrow(`${output}: this`);
    expect((await lstat(output)).ino).toBe(before.ino);
    expect((await readdir(folder)).sort()).toEqual(['pipe', 'x.jsonl']);
  });

  // In a namespace with a /dev of its own, as that of the machine must stay whole, come what may.
  it.runIf(process.platform === 'linux')('refuses devices and standard output', async () => {
    const device = join(folder, 'device');
    const script = `
      const { writeEvents } = await import('${new URL('write-events.ts', import.meta.url).href}');
      const [device] = process.argv.slice(1);
      const messages = [];
      for (const output of [device, '/dev/stdout', '/dev/fd/1', '/dev/x/../stdout'])
        messages.push((await outcomeOf(writeEvents({ events: 5, players: 1, days: 1, seed: 1, output }))).message);
      tell({ messages, dev: await readdir('/dev') });`;
    const mounts = [
      `mount --bind /dev/null ${device}`,
      'mount -t tmpfs none /dev',
      'ln -s /proc/self/fd /dev/fd',
      'ln -s /proc/self/fd/1 /dev/stdout',
    ].join(' && ');
    await writeFile(device, '');
    const outcome = await runChildWithMounts(mounts, script, [device]);
    const refused = ': this is a device or a pipe; name a file for the events.';
    expect(outcome).toEqual({
      messages: [device, '/dev/stdout', '/dev/fd/1', '/dev/x/../stdout'].map((output) => output + refused),
      dev: expect.arrayContaining(['fd', 'stdout']),
    });
    expect(await readdir(folder)).toEqual(['device']);
  });

  it('lets an error of the caller through, and removes what it wrote', async () => {
    const failing = writeEvents({
      ...options,
      output: join(folder, 'events.jsonl'),
      onProgress: () => {
        throw new RangeError('the bar broke');
      },
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });
});
