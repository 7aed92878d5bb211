import { open } from 'node:fs/promises';

/**
 * A stretch of a file: whole lines as bytes (LF included; the last line of a file may lack it), or a single line of
 * more than `maxLineBytes` that was passed over without holding it in memory.
 * `offset` is the byte at which the stretch starts in the file.
 */
export type LineBlock =
  | { kind: 'lines'; bytes: Buffer; offset: number }
  | { kind: 'oversize'; offset: number; lengthBytes: number };

const lineFeed = 10;
/** The bytes of a block, but where a line is longer. */
export const blockBytes = 4 * 1024 * 1024;
const leastBlockBytes = 4 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a plain file as blocks of whole lines, in order. Memory: one block, or one line of up to `maxLineBytes`.
 * A byte-order mark at the start belongs to no line and is left out. The bytes of a block are only valid until the next one.
 */
export async function* readLineBlocks(path: string, maxLineBytes: number): AsyncGenerator<LineBlock> {
  const file = await open(path);
  try {
    // One byte more than a small file holds, so that its end shows with the first read.
    const { size } = await file.stat();
    let buffer = Buffer.allocUnsafe(Math.min(blockBytes, Math.max(size, leastBlockBytes) + 1));
    let filled = 0;
    let offset = await lengthOfByteOrderMark(file);
    for (;;) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
      const end = filled + bytesRead;
      const wholeLines = bytesRead === 0 ? end : buffer.subarray(0, end).lastIndexOf(lineFeed) + 1;
      if (wholeLines > 0) {
        yield { kind: 'lines', bytes: buffer.subarray(0, wholeLines), offset };
        buffer.copyWithin(0, wholeLines, end);
        offset += wholeLines;
      }
      if (bytesRead === 0) return;
      filled = end - wholeLines;
      if (filled === buffer.length) {
        if (filled > maxLineBytes) {
          const lengthBytes = await lengthOfLine(file, offset, buffer);
          yield { kind: 'oversize', offset, lengthBytes: lengthBytes.withoutLineFeed };
          offset += lengthBytes.withLineFeed;
          filled = 0;
        } else {
          const larger = Buffer.allocUnsafe(buffer.length * 2);
          buffer.copy(larger);
          buffer = larger;
        }
      }
    }
  } finally {
    await file.close();
  }
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function lengthOfByteOrderMark(file: OpenFile): Promise<number> {
  const head = Buffer.alloc(byteOrderMark.length);
  await file.read(head, 0, head.length, 0);
  return head.equals(byteOrderMark) ? head.length : 0;
}

async function lengthOfLine(file: OpenFile, offset: number, buffer: Buffer) {
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset + length);
    const at = buffer.subarray(0, bytesRead).indexOf(lineFeed);
    if (at >= 0) return { withoutLineFeed: length + at, withLineFeed: length + at + 1 };
    if (bytesRead === 0) return { withoutLineFeed: length, withLineFeed: length };
    length += bytesRead;
  }
}

/** The start and end (without LF) of every line in a block of whole lines, one at a time: there may be millions. */
export function* linesOf(bytes: Buffer): Generator<{ start: number; end: number }> {
  for (let start = 0; start < bytes.length; ) {
    const at = bytes.indexOf(lineFeed, start);
    const end = at < 0 ? bytes.length : at;
    yield { start, end };
    start = end + 1;
  }
}

/** Calls `visit` with the start and end (without LF) of every line in a block of whole lines. */
export function forEachLine(bytes: Buffer, visit: (start: number, end: number) => void): void {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(lineFeed, start);
    if (end < 0) break;
    visit(start, end);
    start = end + 1;
  }
  if (start < bytes.length) visit(start, bytes.length);
}
