import { z } from 'zod';
import { count, type Database } from '../duckdb/database.ts';
import { linesOf, readLineBlocks } from '../ingest/line-blocks.ts';
import { rejectReasons } from '../ingest/reject-reason.ts';
import { linesBefore, type Source } from '../ingest/source.ts';
import { sampleLimit } from '../quality/sample-rows.ts';
import { explainReject } from './explain-reject.ts';

/** A line that is no event of the output, with its place and its bytes. */
export type QuarantinedLine = {
  file: string;
  /** 1-based, physical lines. */
  line: number;
  /** Of the line's first byte in the uncompressed file. */
  byteOffset: number;
  reason: string;
  detail: string | null;
  /** Of a duplicate, where its event came first; null for all other lines. */
  first: { file: string; line: number } | null;
  /** Of the duplicates that are shown as samples, the first ones; null for all other lines: a rejected one is no event. */
  eventId: string | null;
  /** The line without its LF; null where it is too long to hold: `lengthBytes` from `byteOffset` of `plainPath`. */
  bytes: Buffer | null;
  lengthBytes: number;
  plainPath: string;
};

const rejectSchema = z.object({
  line_number: count,
  file: z.number(),
  reason: z.enum([...rejectReasons, 'duplicate_event_id']),
  first_file: z.number().nullable(),
  first_line_number: count.nullable(),
  event_id: z.string().nullable(),
});
type Reject = z.infer<typeof rejectSchema>;

// Only the samples show an id: to sort those of all duplicates along with their lines would take memory for nothing.
const rejects = `
  SELECT line_number, lines.file, first_line_number, first.file AS first_file, sampled.event_id,
    CASE WHEN first_line_number IS NULL THEN reason ELSE 'duplicate_event_id' END AS reason
  FROM lines
    LEFT JOIN duplicates USING (line_number)
    LEFT JOIN (SELECT line_number AS first_line_number, file FROM lines WHERE line_number IN (SELECT first_line_number FROM duplicates)) AS first
      USING (first_line_number)
    LEFT JOIN (SELECT line_number, event_id FROM lines WHERE line_number IN (SELECT line_number FROM duplicates ORDER BY line_number LIMIT ${sampleLimit})) AS sampled
      USING (line_number)
  WHERE reason <> 'blank_line' OR first_line_number IS NOT NULL
  ORDER BY line_number`;

/**
 * Reads the quarantined lines in input order, from the inputs' own bytes: rejected lines, and duplicates with the place
 * of the first occurrence. Memory: one block of lines. The bytes are only valid until the next line.
 */
export async function* quarantinedLines(
  database: Database,
  sources: readonly Source[],
  maxLineBytes: number,
): AsyncGenerator<QuarantinedLine> {
  const starts = linesBefore(sources);
  const pending = database.stream(rejectSchema, rejects);
  try {
    let next = await pending.next();
    for (const [index, source] of sources.entries()) {
      let lineNumber = starts[index] ?? 0;
      if (next.done || next.value.file !== index + 1) continue;
      for await (const block of readLineBlocks(source.plainPath, maxLineBytes)) {
        const places =
          block.kind === 'oversize' ? [{ start: 0, end: block.lengthBytes }] : linesOf(block.bytes);
        for (const place of places) {
          if (next.done || next.value.file !== index + 1) break;
          if (next.value.line_number === lineNumber) {
            const bytes = block.kind === 'oversize' ? null : block.bytes.subarray(place.start, place.end);
            const first = firstPlaceOf(next.value, sources, starts);
            yield {
              file: source.input.path,
              line: next.value.line_number - (starts[index] ?? 0) + 1,
              byteOffset: block.offset + place.start,
              reason: next.value.reason,
              detail: first
                ? `first at ${first.file}:${first.line}`
                : detailOf(next.value, bytes, place.end - place.start),
              first,
              eventId: next.value.event_id,
              bytes,
              lengthBytes: place.end - place.start,
              plainPath: source.plainPath,
            };
            next = await pending.next();
          }
          lineNumber += 1;
        }
        if (next.done || next.value.file !== index + 1) break;
      }
    }
  } finally {
    await pending.return(undefined);
  }
}

function firstPlaceOf(
  { first_file, first_line_number }: Reject,
  sources: readonly Source[],
  starts: readonly number[],
): QuarantinedLine['first'] {
  if (first_file === null || first_line_number === null) return null;
  const index = first_file - 1;
  return { file: sources[index]?.input.path ?? '', line: first_line_number - (starts[index] ?? 0) + 1 };
}

function detailOf({ reason }: Reject, bytes: Buffer | null, lengthBytes: number): string | null {
  if (reason === 'line_too_long') return `${lengthBytes} bytes`;
  return reason === 'duplicate_event_id' ? null : bytes && explainReject(reason, bytes.toString('utf8'));
}
