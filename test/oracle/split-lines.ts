const LF = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** One physical line: what stands before its LF (a CR stays with it). */
export interface PhysicalLine {
  /** 1-based. */
  readonly line: number;
  /** Where the line starts in the file; a byte-order mark is part of the file, so line 1 may start at 3. */
  readonly byteOffset: number;
  readonly bytes: Uint8Array;
}

/** A line ends at LF; a last LF starts no further line; a byte-order mark that opens the file belongs to no line. */
export function splitLines(bytes: Uint8Array): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
  while (start < bytes.length) {
    const lineFeed = bytes.indexOf(LF, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed;
    lines.push({ line: lines.length + 1, byteOffset: start, bytes: bytes.subarray(start, end) });
    start = end + 1;
  }
  return lines;
}
