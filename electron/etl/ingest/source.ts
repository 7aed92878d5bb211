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
  let heaviest = 0;
  let lines = 0;
  let bytes = 0;
  for (const source of sources) {
    lines += source.lines;
    bytes += source.heaviestVectorBytes;
    heaviest = Math.max(heaviest, bytes);
    if (lines >= vectorRows) {
      lines = 0;
      bytes = 0;
    }
  }
  return heaviest;
}

/** The most lines that a block of `blockBytes` holds, of one file or of small ones that follow one another; about twice as many at most. */
export function densestBlock(sources: readonly Source[]): number {
  let densest = 0;
  let lines = 0;
  let bytes = 0;
  for (const source of sources) {
    lines += source.densestBlockLines;
    bytes += source.plainBytes;
    densest = Math.max(densest, lines);
    if (bytes >= blockBytes) {
      lines = 0;
      bytes = 0;
    }
  }
  return densest;
}
