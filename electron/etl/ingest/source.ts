import { vectorRows } from '../duckdb/parquet.ts';
import { blockBytes } from './line-blocks.ts';
import type { Checkpoint } from './scan.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** An input as found on disk, before it is read. */
export type InputFile = {
  /** The path as it was named or found; what `source_file` says. */
  path: string;
  compression: Compression;
  sizeBytes: number;
  modifiedMs: number;
  /** Another one where the file was replaced or changed in any way, its size and times of writing or not. */
  fingerprint: string;
};

/** An input that was read once, byte by byte, and is fit for DuckDB. */
export type Source = {
  input: InputFile;
  /** The uncompressed bytes, exactly as they came: the input itself, or its verified decompression. */
  plainPath: string;
  /** What DuckDB reads: `plainPath`, or a copy whose unreadable lines stand as marks (see sanitize.ts). */
  readPath: string;
  plainBytes: number;
  lines: number;
  longestLineBytes: number;
  /** The most bytes that `vectorRows` lines hold together. */
  heaviestVectorBytes: number;
  /** The most lines that one block of `blockBytes` holds. */
  densestBlockLines: number;
  checkpoints: Checkpoint[];
};

/** For each source, how many lines stand before it. */
export function linesBefore(sources: readonly Source[]): number[] {
  let before = 0;
  return sources.map((source) => {
    const start = before;
    before += source.lines;
    return start;
  });
}

/** The most bytes that `vectorRows` lines of all sources, one after the other, hold together; twice as much at most. */
export function heaviestVector(sources: readonly Source[]): number {
  return mostTogether(
    sources,
    ({ heaviestVectorBytes }) => heaviestVectorBytes,
    ({ lines }) => lines,
    vectorRows,
  );
}

/** The most lines that a block of `blockBytes` holds, of one file or of small ones that follow one another; about twice as many at most. */
export function densestBlock(sources: readonly Source[]): number {
  return mostTogether(
    sources,
    ({ densestBlockLines }) => densestBlockLines,
    ({ plainBytes }) => plainBytes,
    blockBytes,
  );
}

/** The largest sum over sources in a row, a row ending with the source that fills it. */
function mostTogether(
  sources: readonly Source[],
  figureOf: (source: Source) => number,
  sizeOf: (source: Source) => number,
  full: number,
): number {
  let most = 0;
  let sum = 0;
  let size = 0;
  for (const source of sources) {
    sum += figureOf(source);
    size += sizeOf(source);
    most = Math.max(most, sum);
    if (size >= full) {
      sum = 0;
      size = 0;
    }
  }
  return most;
}
