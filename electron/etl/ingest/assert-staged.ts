import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { InternalError } from '../../../shared/errors.ts';
import { count, type Database } from '../duckdb/database.ts';
import { withoutByteOrderMarks } from './byte-order-marks.ts';
import { forEachLine } from './line-blocks.ts';
import { mapTogether } from './map-together.ts';
import { linesBefore, type Source } from './source.ts';

const peekBytes = 64 * 1024;

/**
 * Holds the staged lines against the byte-wise scan: each file has as many of them, in its place; and at every
 * checkpoint of the scan (one a few megabytes) the line of that number has the same `event_id` in both. A reader that loses,
 * splits or moves lines would otherwise put wrong places, and with duplicates wrong events, into the results.
 * @throws InternalError naming the file
 */
export async function assertStaged(database: Database, sources: readonly Source[]): Promise<void> {
  const rows = await database.query(
    z.object({ file: z.number().nullable(), lines: count, first: count }),
    'SELECT file, count(*) AS lines, min(line_number) AS first FROM lines GROUP BY file',
  );
  const staged = new Map(rows.map((row) => [row.file, row]));
  const starts = linesBefore(sources);
  const expected = new Map<number, { path: string; eventId: string }>();
  await mapTogether(sources, async (source, index) => {
    const start = starts[index] ?? 0;
    const { lines, first } = staged.get(index + 1) ?? { lines: 0, first: start };
    if (lines !== source.lines || first !== start) {
      throw misread(source.input.path, `${source.lines} lines were counted but ${lines} were read`);
    }
    const file = await open(source.plainPath);
    try {
      for (const { line, offset } of source.checkpoints) {
        const eventId = await readEventId(file, offset, Math.min(peekBytes, source.plainBytes - offset));
        if (eventId !== null) expected.set(start + line, { path: source.input.path, eventId });
      }
    } finally {
      await file.close();
    }
  });
  const found = await database.query(
    // The client takes a byte-order mark off the front of a text, and an id may begin with one.
    z.object({ line_number: count, event_id: z.string().transform((text) => text.slice(1)) }),
    `SELECT line_number, '.' || event_id AS event_id FROM lines
     WHERE reason IS NULL AND line_number IN (SELECT unnest([${[...expected.keys()].join(', ')}]::BIGINT[]))`,
  );
  for (const { line_number, event_id } of found) {
    const { path, eventId } = expected.get(line_number) ?? { path: '', eventId: event_id };
    if (event_id !== eventId)
      throw misread(path, `${eventId} and ${event_id} were both read as line ${line_number + 1}`);
  }
}

/** The `event_id` of the line that starts at a byte; null where it is none, no text, or far into a long line. */
async function readEventId(file: FileHandle, offset: number, lengthBytes: number): Promise<string | null> {
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(lengthBytes), 0, lengthBytes, offset);
    let line = '';
    forEachLine(buffer.subarray(0, bytesRead), (start, end) => {
      if (start === 0) line = buffer.toString('utf8', start, end);
    });
    return z.object({ event_id: z.string() }).parse(JSON.parse(withoutByteOrderMarks(line))).event_id;
  } catch {
    return null;
  }
}

function misread(path: string, what: string): InternalError {
  return new InternalError(`${path}: ${what}. Nothing was written; please report this file.`);
}
