import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { forEachLine, readLineBlocks } from './line-blocks.ts';
import { mapTogether } from './map-together.ts';
import type { Source } from './source.ts';

/** How the name of a pack ends; no other file that DuckDB reads ends so. */
export const packEnding = '.pack';
/** Each line of a pack begins with the number of its source, from 1, in so many digits. */
export const packPrefixLength = 8;

const packableBytes = 256 * 1024;
/** Fewer small files in a row are read as they are. */
const fewestFiles = 16;
const filesPerWrite = 256;
const carriageReturn = 13;

/**
 * Copies small files that follow one another into one, so that DuckDB opens a few files and not ten thousand: to open
 * one costs it more than to read a thousand lines.
 * @returns the sources, those that were copied with the pack as `readPath`
 */
export async function packSources(
  sources: readonly Source[],
  workFolder: string,
  maxLineBytes: number,
): Promise<Source[]> {
  const packed = [...sources];
  for (let start = 0; start < sources.length; ) {
    let end = start;
    while (isPackable(sources[end])) end += 1;
    if (end - start >= fewestFiles) {
      const readPath = join(workFolder, `input-${start}${packEnding}`);
      await writePack(readPath, sources.slice(start, end), start + 1, maxLineBytes);
      for (let index = start; index < end; index += 1) {
        const source = sources[index];
        if (source) packed[index] = { ...source, readPath };
      }
    }
    start = end + 1;
  }
  return packed;
}

/** Whether a source is small, its lines with what a pack puts before them. */
function isPackable(source: Source | undefined): boolean {
  return source !== undefined && source.plainBytes + source.lines * packPrefixLength <= packableBytes;
}

async function writePack(
  path: string,
  sources: readonly Source[],
  firstNumber: number,
  maxLineBytes: number,
) {
  const pack = await open(path, 'wx');
  try {
    for (let start = 0; start < sources.length; start += filesPerWrite) {
      const some = sources.slice(start, start + filesPerWrite);
      const pieces = await mapTogether(some, (source, index) =>
        prefixedLines(source.readPath, firstNumber + start + index, maxLineBytes),
      );
      await pack.writeFile(Buffer.concat(pieces));
    }
  } finally {
    await pack.close();
  }
}

/** The lines of a small file, each behind the number of its source. A CR before the LF is white space, and left out. */
async function prefixedLines(path: string, number: number, maxLineBytes: number): Promise<Buffer> {
  const prefix = Buffer.from(String(number).padStart(packPrefixLength, '0'));
  const lineEnd = Buffer.from('\n');
  const pieces: Buffer[] = [];
  for await (const block of readLineBlocks(path, maxLineBytes)) {
    // A line too long was replaced by a mark before: what is packed is what DuckDB would read.
    if (block.kind === 'oversize') continue;
    const bytes = Buffer.from(block.bytes);
    forEachLine(bytes, (start, end) => {
      const textEnd = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
      pieces.push(prefix, bytes.subarray(start, textEnd), lineEnd);
    });
  }
  return Buffer.concat(pieces);
}
