import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { ZSTDDecoder } from 'zstddec/stream';
import { damaged } from '../ingest/decompress.ts';
import type { InputFile } from '../ingest/source.ts';

/** The beginning of a file, uncompressed. */
export type Head = {
  bytes: Buffer;
  /** Bytes on disk that hold it. */
  storedBytes: number;
  /** Whether it is all there is. */
  isWhole: boolean;
};

const chunkBytes = 64 * 1024;
/** Empty pieces in a row, after which a decoder is taken to be stuck. */
const stallLimit = 1000;

/**
 * Reads the first `maxBytes` of a file, or a little more, uncompressed. Only what is read is verified.
 * @throws InputError where the compressed stream is damaged up to there
 */
export async function readHead(input: InputFile, maxBytes: number): Promise<Head> {
  if (input.compression === 'none') return readPlainHead(input, maxBytes);
  try {
    if (input.sizeBytes === 0) throw new Error('the file is empty');
    return await (input.compression === 'gzip' ? gunzipHead(input, maxBytes) : unzstdHead(input, maxBytes));
  } catch (error) {
    throw damaged(input, error);
  }
}

async function readPlainHead(input: InputFile, maxBytes: number): Promise<Head> {
  const file = await open(input.path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return {
      bytes: buffer.subarray(0, bytesRead),
      storedBytes: bytesRead,
      isWhole: bytesRead >= input.sizeBytes,
    };
  } finally {
    await file.close();
  }
}

async function gunzipHead(input: InputFile, maxBytes: number): Promise<Head> {
  const stored = createReadStream(input.path, { highWaterMark: chunkBytes });
  const inflate = createGunzip({ chunkSize: chunkBytes });
  stored.once('error', (error) => inflate.destroy(error));
  stored.pipe(inflate);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of inflate) {
      pieces.push(piece);
      length += piece.length;
      if (length >= maxBytes) break;
    }
  } finally {
    stored.destroy();
    inflate.destroy();
  }
  const storedBytes = inflate.bytesWritten;
  return { bytes: Buffer.concat(pieces), storedBytes, isWhole: length < maxBytes };
}

async function unzstdHead(input: InputFile, maxBytes: number): Promise<Head> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const file = await open(input.path);
  const pieces: Buffer[] = [];
  let length = 0;
  let storedBytes = 0;
  try {
    // A block of zstd holds 128 KB at most: this many stored bytes are enough, however little they were compressed.
    const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes * 2), 0, maxBytes * 2, 0);
    const chunks = function* () {
      for (let at = 0; at < bytesRead; at += chunkBytes) {
        storedBytes = Math.min(at + chunkBytes, bytesRead);
        yield buffer.subarray(at, storedBytes);
      }
    };
    let stalled = 0;
    for (const piece of decoder.decodeStreaming(chunks())) {
      stalled = piece.length === 0 ? stalled + 1 : 0;
      if (stalled > stallLimit) throw new Error('the data is corrupt');
      pieces.push(Buffer.from(piece));
      length += piece.length;
      if (length >= maxBytes) break;
    }
  } finally {
    await file.close();
  }
  return {
    bytes: Buffer.concat(pieces),
    storedBytes,
    isWhole: length < maxBytes && storedBytes >= input.sizeBytes,
  };
}
