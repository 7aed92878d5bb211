import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ZSTDDecoder } from 'zstddec/stream';
import { InputError } from '../../../shared/errors.ts';
import { expansionLimit } from './expansion-limit.ts';
import type { InputFile } from './source.ts';

const chunkBytes = 1024 * 1024;
const leastChunkBytes = 16 * 1024;
/** The smallest frame has 8 bytes, so a chunk of empty ones is done after this many calls without output. */
const stallLimit = chunkBytes / 8;

/**
 * Decompresses a `.gz` or `.zst` to a plain file and verifies every frame on the way: DuckDB itself takes a truncated
 * or corrupt stream for a whole one. `onBytes` hears compressed bytes.
 * @throws InputError naming the file where the stream is truncated, corrupt, or followed by something else, or where it
 * holds more than `maxRatio` allows
 */
export async function decompress(
  input: InputFile,
  to: string,
  maxRatio: number,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const onUnpacked = expansionLimit(input, maxRatio);
  try {
    if (input.sizeBytes === 0) throw new Error('the file is empty');
    if (input.compression === 'gzip') await gunzip(input, to, signal, onBytes, onUnpacked);
    else await unzstd(input.path, to, signal, onBytes, onUnpacked);
  } catch (error) {
    // What the operating system refuses is no fault of the data.
    if (signal.aborted || error instanceof InputError || isSystemError(error)) throw error;
    throw damaged(input, error);
  }
}

/** The sentence for a compressed file that cannot be unpacked. */
export function damaged(input: InputFile, error: unknown): InputError {
  const cause = error instanceof Error ? error.message : String(error);
  return new InputError(
    `${input.path}: the ${input.compression} stream is damaged or cut short (${cause}). Nothing of it was used; fetch the file again.`,
    { cause: error },
  );
}

type CountBytes = (bytes: number) => void;

/** A stream that hands bytes on and tells how many. */
function counter(onBytes: CountBytes): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        onBytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

async function gunzip(
  input: InputFile,
  to: string,
  signal: AbortSignal,
  onBytes: CountBytes,
  onUnpacked: CountBytes,
) {
  // Ten thousand small files want no megabytes each.
  const chunkSize = Math.min(chunkBytes, Math.max(leastChunkBytes, 4 * input.sizeBytes));
  const inflate = createGunzip({ chunkSize });
  // One of its own: each stream listens to it, and many files share the one given.
  const own = AbortSignal.any([signal]);
  await pipeline(
    createReadStream(input.path, { highWaterMark: chunkSize }),
    counter(onBytes),
    inflate,
    counter(onUnpacked),
    createWriteStream(to, { flags: 'wx' }),
    { signal: own },
  );
  // zlib stops in silence at the first bytes that open no further member. Zeros are the padding of a tape, to gzip too.
  if (inflate.bytesWritten < input.sizeBytes && !(await isZeroFrom(input.path, inflate.bytesWritten))) {
    throw new Error(`${input.sizeBytes - inflate.bytesWritten} bytes after its end are no gzip data`);
  }
}

async function isZeroFrom(path: string, start: number): Promise<boolean> {
  for await (const chunk of createReadStream(path, { start }))
    if (!Buffer.from(chunk).every((byte) => byte === 0)) return false;
  return true;
}

async function unzstd(
  path: string,
  to: string,
  signal: AbortSignal,
  onBytes: CountBytes,
  onUnpacked: CountBytes,
) {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const source = openSync(path, 'r');
  const target = await open(to, 'wx');
  const reads = { count: 0 };
  try {
    let readsAtLastOutput = 0;
    let stalled = 0;
    for (const piece of decoder.decodeStreaming(readChunks(source, reads, onBytes))) {
      signal.throwIfAborted();
      // The decoder does not raise libzstd's errors, it repeats them: no input taken, no output given.
      stalled = piece.length === 0 && reads.count === readsAtLastOutput ? stalled + 1 : 0;
      if (stalled > stallLimit) throw new Error('the data is corrupt');
      readsAtLastOutput = reads.count;
      onUnpacked(piece.length);
      await target.writeFile(piece);
    }
  } finally {
    closeSync(source);
    await target.close();
  }
}

function* readChunks(file: number, reads: { count: number }, onBytes: (bytes: number) => void) {
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const length = readSync(file, chunk);
    if (length === 0) return;
    reads.count += 1;
    onBytes(length);
    yield chunk.subarray(0, length);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
