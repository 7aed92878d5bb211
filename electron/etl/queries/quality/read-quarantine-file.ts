import { open } from 'node:fs/promises';
import { z } from 'zod';
import { forEachLine, readLineBlocks } from '../../ingest/line-blocks.ts';

/** A line of `rejected_events.jsonl`, its bytes as text. */
export type QuarantineEntry = {
  file: string;
  line: number;
  byteOffset: number;
  reason: string;
  detail: string | null;
  /** Of a duplicate, where its event came first. */
  first: { file: string; line: number } | null;
  /** Bytes that are no UTF-8 are replacement characters. */
  text: string;
  isUtf8: boolean;
  /** Whether `text` is only the beginning of a line too long to be read on screen. */
  isCut: boolean;
};

/** How much of a line is kept, in UTF-16 code units. */
export const keptLength = 2 ** 18;
// A line that long is not held; its head is enough for `keptLength` as base64, or as text with every character escaped.
const maxHeldBytes = 8 * 2 ** 20;

const entrySchema = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  byte_offset: z.number().int().nonnegative(),
  reason: z.string(),
  detail: z.string().nullable(),
  first_file: z.string().optional(),
  first_line: z.number().int().positive().optional(),
  raw: z.string().optional(),
  raw_base64: z.string().optional(),
});

/** Reads a run's quarantine in order. Memory: one block, whatever the length of its lines. */
export async function* readQuarantineFile(path: string): AsyncGenerator<QuarantineEntry> {
  for await (const block of readLineBlocks(path, maxHeldBytes)) {
    if (block.kind === 'oversize') {
      yield entryOf(closeJson(await readHead(path, block.offset)), true);
    } else {
      const lines: string[] = [];
      forEachLine(block.bytes, (start, end) => lines.push(block.bytes.toString('utf8', start, end)));
      for (const line of lines) yield entryOf(line, false);
    }
  }
}

function entryOf(json: string, isShortened: boolean): QuarantineEntry {
  const entry = entrySchema.parse(JSON.parse(json));
  const { file, line, byte_offset, reason, detail, raw, raw_base64 } = entry;
  const text = raw ?? Buffer.from(raw_base64 ?? '', 'base64').toString('utf8');
  return {
    file,
    line,
    byteOffset: byte_offset,
    reason,
    detail,
    first: firstPlaceOf(entry),
    // Half a character at the cut would be no text.
    text: text.slice(0, keptLength).replace(/\p{Surrogate}/gu, '\uFFFD'),
    isUtf8: raw !== undefined,
    isCut: isShortened || text.length > keptLength,
  };
}

function firstPlaceOf({ reason, detail, first_file, first_line }: z.infer<typeof entrySchema>) {
  if (first_file !== undefined && first_line !== undefined) return { file: first_file, line: first_line };
  return reason === 'duplicate_event_id' && detail !== null ? firstPlaceInText(detail) : null;
}

/** Runs of format 1 say the place in words alone. */
function firstPlaceInText(detail: string): QuarantineEntry['first'] {
  const { file, line } = /^first at (?<file>.*):(?<line>\d+)$/s.exec(detail)?.groups ?? {};
  return file === undefined ? null : { file, line: Number(line) };
}

async function readHead(path: string, offset: number): Promise<string> {
  const source = await open(path);
  try {
    const head = Buffer.alloc(maxHeldBytes);
    const { bytesRead } = await source.read(head, 0, head.length, offset);
    return head.toString('utf8', 0, bytesRead);
  } finally {
    await source.close();
  }
}

// The longest escape is `\ud83d`: a cut inside it takes five characters to undo.
const longestEscape = 6;

/** The beginning of a line made whole JSON again: the raw text is its last value. */
function closeJson(head: string): string {
  for (let cut = 0; cut < longestEscape; cut += 1) {
    const closed = `${head.slice(0, head.length - cut)}"}`;
    try {
      JSON.parse(closed);
      return closed;
    } catch {
      // Cut within an escape: one character less.
    }
  }
  return `${head}"}`;
}
