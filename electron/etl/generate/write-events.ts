import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { lstat, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { ArgumentError, CancelledError, OutputError } from '../../../shared/errors.ts';
import { explainSystemError } from '../output/system-errors.ts';
import { takeOnMode } from '../output/take-on-mode.ts';
import { withWorkFolder } from '../work-folder.ts';
import { countFaults, type EventCounts } from './faults.ts';
import { generateEvents } from './generate-events.ts';
import { type GenerateOptions, resolveOptions } from './options.ts';

/** Where to write, and how to follow and stop it. */
export type WriteEventsOptions = GenerateOptions & {
  /** The file to make or replace; its ending decides the compression: `.gz`, `.zst`, any other plain. */
  readonly output: string;
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch with the lines made so far and in all. */
  readonly onProgress?: ((progress: { readonly lines: number; readonly total: number }) => void) | undefined;
};

/** What was written. `events` and `lines` are both the number of lines; `sizeBytes` is the file's size. */
export type WrittenEvents = EventCounts & { readonly lines: number; readonly sizeBytes: number };

/**
 * Writes a generated log (see `generateEvents`) to `output`, making its folder where it is missing. The file
 * appears whole or not at all: it grows in a folder of its own beside it and is renamed when done. It keeps the permissions
 * of the one it replaces; a new one is its owner's alone. A link stays, and what it leads to is replaced. Plain files
 * are the same to the byte everywhere; compressed ones are once decompressed.
 *
 * Throws ArgumentError for a wrong option or a compression this Node.js lacks, CancelledError when `signal`
 * fires, OutputError when the file cannot be written.
 */
export async function writeEvents(options: WriteEventsOptions): Promise<WrittenEvents> {
  const { output, signal } = options;
  const counts = countFaults(resolveOptions(options));
  const compressor = compressorFor(output);
  if (signal?.aborted) throw new CancelledError();

  try {
    const target = await targetOf(output);
    const writeStaged = async (workFolder: string) => {
      const temporary = join(workFolder, 'events');
      await stream(chunks(options, counts.events), compressor, temporary, signal);
      const { size } = await stat(temporary);
      await takeOnMode(temporary, target);
      await rename(temporary, target);
      return { ...counts, lines: counts.events, sizeBytes: size };
    };
    return await withWorkFolder(dirname(target), writeStaged, { kind: 'staging' });
  } catch (error) {
    if (signal?.aborted) throw new CancelledError();
    throw explainSystemError(dirname(output), error) ?? error;
  }
}

function compressorFor(output: string): Transform | null {
  if (output.endsWith('.gz')) return zlib.createGzip();
  if (!output.endsWith('.zst')) return null;
  // Node.js has Zstandard from 22.15 on.
  if (typeof zlib.createZstdCompress === 'function') return zlib.createZstdCompress();
  throw new ArgumentError(`This Node.js cannot write .zst (${output}): name a .jsonl or a .jsonl.gz file.`);
}

/**
 * The file to make or replace: where a link leads to. Told at once, not when the finished file fails to take the name.
 * @throws OutputError for what no file can or may replace
 */
async function targetOf(output: string): Promise<string> {
  const status = await stat(output).catch(() => null);
  if (status?.isDirectory())
    throw new OutputError(`${output}: this is a folder; name a file for the events.`);
  // Standard output that leads to a file is that very file, open at a place in it: another in its stead would lose what stands there.
  const isStream = /^\/(dev\/(stdin|stdout|stderr|fd\/)|proc\/)/.test(resolve(output));
  if (isStream || (status !== null && !status.isFile()))
    throw new OutputError(`${output}: this is a device or a pipe; name a file for the events.`);
  if (status !== null) return realpath(output);
  if ((await lstat(output).catch(() => null))?.isSymbolicLink())
    throw new OutputError(`${output}: this link leads nowhere; mend it, remove it, or name another file.`);
  return output;
}

function* chunks(options: WriteEventsOptions, total: number): Generator<Buffer, void, void> {
  let lines = 0;
  for (const batch of generateEvents(options)) {
    batch.push('');
    // The lines are ASCII, of which latin1 is the fastest encoder.
    yield Buffer.from(batch.join('\n'), 'latin1');
    lines += batch.length - 1;
    options.onProgress?.({ lines, total });
  }
}

async function stream(
  source: Iterable<Buffer>,
  compressor: Transform | null,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' });
  const streams = [Readable.from(source, { objectMode: false }), ...(compressor ? [compressor] : []), file];
  try {
    await pipeline(streams, signal ? { signal } : {});
  } finally {
    // The file must be closed before it can be renamed or removed on every system.
    if (!file.closed) await once(file, 'close');
  }
}
