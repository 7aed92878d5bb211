import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { withoutByteOrderMarks } from './byte-order-marks.ts';
import { linesOf, readLineBlocks } from './line-blocks.ts';
import type { RejectReason } from './reject-reason.ts';
import { columnSeparator, markByte } from './scan.ts';

const piecesPerWrite = 16_384;

/**
 * Writes a copy of a plain file that DuckDB's line reader takes line by line: the same number of lines in the same
 * order, good lines as they are (but for CRs, which are white space), and in place of each line it could not take a mark that names the reason.
 * The original keeps the bytes; the quarantine is written from there.
 * @returns the length of the longest line of the copy, in bytes.
 */
export async function sanitize(from: string, to: string, maxLineBytes: number): Promise<number> {
  const target = await open(to, 'wx');
  let longestLineBytes = 0;
  try {
    // DuckDB takes one byte-order mark off; without this one, it would be the first line's own.
    await target.writeFile('\uFEFF');
    for await (const block of readLineBlocks(from, maxLineBytes)) {
      let pieces: (string | Buffer)[] = [];
      const write = () => target.writeFile(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
      if (block.kind === 'oversize') pieces.push(mark('line_too_long'), '\n');
      else {
        for (const { start, end } of linesOf(block.bytes)) {
          const piece = sanitizeLine(block.bytes.subarray(start, end), maxLineBytes);
          longestLineBytes = Math.max(longestLineBytes, Buffer.byteLength(piece));
          pieces.push(piece, '\n');
          if (pieces.length < piecesPerWrite) continue;
          await write();
          pieces = [];
        }
      }
      await write();
    }
  } finally {
    await target.close();
  }
  return longestLineBytes;
}

function sanitizeLine(line: Buffer, maxLineBytes: number): string | Buffer {
  if (line.length > maxLineBytes) return mark('line_too_long');
  if (!isUtf8(line)) return mark('invalid_utf8');
  if (line.includes(columnSeparator) || line.includes(markByte)) return mark('malformed_json');
  if (line.includes('\r')) return withoutCarriageReturns(line.toString('utf8'));
  return line;
}

// Before the line end or between tokens a CR is white space like any other; inside a string it makes the line malformed.
function withoutCarriageReturns(text: string): string {
  if (text.indexOf('\r') === text.length - 1) return text.slice(0, -1);
  const content = withoutByteOrderMarks(text);
  try {
    JSON.parse(content);
    return content.replaceAll('\r', ' ');
  } catch {
    return /^[ \t\r\f]*$/.test(content) ? '' : mark('malformed_json');
  }
}

function mark(reason: RejectReason): string {
  return `${markByte}${reason}`;
}
