import { isUtf8 } from 'node:buffer';
import { vectorRows } from '../duckdb/parquet.ts';
import { forEachLine, readLineBlocks } from './line-blocks.ts';

/** A line (0-based) and the byte it starts at. */
export type Checkpoint = { line: number; offset: number };

export type ScanResult = {
  /** Physical lines, blank ones included. */
  lines: number;
  longestLineBytes: number;
  /** The most bytes that `vectorRows` lines, counted off from the first, hold together. */
  heaviestVectorBytes: number;
  /** The most lines that one block of the file holds: see `readLineBlocks`. */
  densestBlockLines: number;
  plainBytes: number;
  checkpoints: Checkpoint[];
  /** Whether DuckDB's line reader would misread the file: see `isAwkward`, and line ends of both kinds. */
  needsSanitizing: boolean;
};

/** The byte that DuckDB is told separates columns. A raw control character never stands in valid JSON. */
export const columnSeparator = '\x01';
/** The byte that opens a mark: a line that was replaced by its reject reason. */
export const markByte = '\x02';

const carriageReturn = 13;
const lineFeed = 10;

/**
 * Whether bytes hold what DuckDB's line reader cannot take as it stands: invalid UTF-8 (aborts the scan), a CR that
 * is no part of a line end (splits the line), the column separator (cuts the line), or the mark byte (reads as a mark).
 */
export function isAwkward(bytes: Buffer): boolean {
  return (
    bytes.includes(columnSeparator) ||
    bytes.includes(markByte) ||
    hasLoneCarriageReturn(bytes) ||
    !isUtf8(bytes)
  );
}

/** A CR followed by something else than LF. One that ends the bytes counts as a line end. */
function hasLoneCarriageReturn(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1)) {
    if (at + 1 < bytes.length && bytes[at + 1] !== lineFeed) return true;
  }
  return false;
}

/**
 * Reads a plain file once and counts its lines, independently of DuckDB: the run is held against this count.
 * `onBytes` hears the bytes done since the last call.
 */
export async function scanLines(
  path: string,
  maxLineBytes: number,
  onBytes: (bytes: number) => void,
): Promise<ScanResult> {
  let lines = 0;
  let linesEndingInCr = 0;
  let longestLineBytes = 0;
  let heaviestVectorBytes = 0;
  let densestBlockLines = 0;
  let vectorBytes = 0;
  let plainBytes = 0;
  let awkward = false;
  const checkpoints: Checkpoint[] = [];
  for await (const block of readLineBlocks(path, maxLineBytes)) {
    if (block.kind === 'oversize') {
      lines += 1;
      awkward = true;
      plainBytes = block.offset + block.lengthBytes;
      onBytes(block.lengthBytes);
      continue;
    }
    const { bytes } = block;
    const linesBefore = lines;
    checkpoints.push({ line: lines, offset: block.offset });
    forEachLine(bytes, (start, end) => {
      if (lines % vectorRows === 0) vectorBytes = 0;
      lines += 1;
      vectorBytes += end - start;
      if (vectorBytes > heaviestVectorBytes) heaviestVectorBytes = vectorBytes;
      if (end - start > longestLineBytes) longestLineBytes = end - start;
      if (end > start && bytes[end - 1] === carriageReturn) linesEndingInCr += 1;
    });
    densestBlockLines = Math.max(densestBlockLines, lines - linesBefore);
    plainBytes = block.offset + bytes.length;
    awkward ||= longestLineBytes > maxLineBytes || isAwkward(bytes);
    onBytes(bytes.length);
  }
  // Where only some lines end in CRLF, DuckDB counts a blank one twice.
  const mixedLineEnds = linesEndingInCr > 0 && linesEndingInCr < lines;
  return {
    lines,
    longestLineBytes,
    heaviestVectorBytes,
    densestBlockLines,
    plainBytes,
    checkpoints,
    needsSanitizing: awkward || mixedLineEnds,
  };
}
