import { isUtf8 } from 'node:buffer';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError, TooManyFailedLines } from '../../../shared/errors.ts';
import { formatNumber } from '../../../shared/format/number.ts';
import type { SampleRow } from '../../../shared/quality/measurement.ts';
import { guard } from '../output/guard.ts';
import { sampleLimit } from '../quality/sample-rows.ts';
import type { QuarantinedLine } from './quarantined-lines.ts';

/** What a run put aside: counts per reason (`duplicate_event_id` among them) and the first lines of each kind. */
export type Quarantine = {
  rejected: number;
  duplicates: number;
  byReason: Record<string, number>;
  rejectedSamples: SampleRow[];
  duplicateSamples: SampleRow[];
};

// A multiple of 3, so that base64 of the pieces is base64 of the whole.
const pieceBytes = 3 * 256 * 1024;
const flushChars = 1024 * 1024;

/**
 * Writes `rejected_events.jsonl`: one line a quarantined line, `{file, line, byte_offset, reason, detail, raw | raw_base64}`;
 * of a duplicate also `first_file` and `first_line`, where its event came first. The raw text is the last value.
 * A line that is no UTF-8, or too long to hold in memory, is kept as base64: either way every byte is there.
 * Where nothing is quarantined there is no file.
 * @throws OutputError where it cannot be written; TooManyFailedLines, with the first places, where more than `maxRejected` lines are no events
 */
export function writeQuarantine(
  path: string,
  lines: AsyncIterable<QuarantinedLine>,
  maxRejected: number,
): Promise<Quarantine> {
  return guard(dirname(path), () => writeAll(path, lines, maxRejected));
}

async function writeAll(
  path: string,
  lines: AsyncIterable<QuarantinedLine>,
  maxRejected: number,
): Promise<Quarantine> {
  const quarantine: Quarantine = {
    rejected: 0,
    duplicates: 0,
    byReason: {},
    rejectedSamples: [],
    duplicateSamples: [],
  };
  const target = await open(path, 'wx');
  try {
    let buffered = '';
    for await (const line of lines) {
      tally(quarantine, line);
      if (quarantine.rejected > maxRejected) throw tooMany(quarantine, maxRejected);
      buffered += render(line);
      if (line.bytes === null || buffered.length >= flushChars) {
        await target.writeFile(buffered);
        buffered = '';
      }
      if (line.bytes === null) {
        await copyAsBase64(line, target);
        buffered = '"}\n';
      }
    }
    await target.writeFile(buffered);
  } finally {
    await target.close();
  }
  if (quarantine.rejected + quarantine.duplicates === 0) await rm(path);
  return quarantine;
}

function tally(quarantine: Quarantine, { file, line, reason, detail, eventId }: QuarantinedLine): void {
  quarantine.byReason[reason] = (quarantine.byReason[reason] ?? 0) + 1;
  const isDuplicate = reason === 'duplicate_event_id';
  quarantine[isDuplicate ? 'duplicates' : 'rejected'] += 1;
  const samples = isDuplicate ? quarantine.duplicateSamples : quarantine.rejectedSamples;
  const text = [isDuplicate ? null : reason, detail].filter((part) => part !== null).join(': ');
  if (samples.length < sampleLimit) samples.push({ file, line, event_id: eventId, detail: text });
}

function tooMany({ rejectedSamples }: Quarantine, maxRejected: number): TooManyFailedLines {
  const places = rejectedSamples.slice(0, 3).map(({ file, line, detail }) => `${file}:${line} (${detail})`);
  return new TooManyFailedLines(
    `More than ${formatNumber(maxRejected)} lines are no events, the first at ${places.join(', ')}. Correct them, or raise ingest.max_failed_lines.`,
  );
}

/** The line as JSON; of one too long to hold only the part before its bytes. */
function render({
  file,
  line,
  byteOffset: byte_offset,
  reason,
  detail,
  first,
  bytes,
}: QuarantinedLine): string {
  const place = first && { first_file: first.file, first_line: first.line };
  const head = { file, line, byte_offset, reason, detail, ...place };
  if (bytes === null) return `${JSON.stringify(head).slice(0, -1)},"raw_base64":"`;
  const raw = isUtf8(bytes) ? { raw: bytes.toString('utf8') } : { raw_base64: bytes.toString('base64') };
  return `${JSON.stringify({ ...head, ...raw })}\n`;
}

async function copyAsBase64({ plainPath, byteOffset, lengthBytes }: QuarantinedLine, target: FileHandle) {
  const source = await open(plainPath);
  try {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (let done = 0; done < lengthBytes; ) {
      const filled = await fill(source, piece, byteOffset + done, Math.min(pieceBytes, lengthBytes - done));
      await target.writeFile(piece.toString('base64', 0, filled));
      done += filled;
    }
  } finally {
    await source.close();
  }
}

/** Reads exactly `wanted` bytes: a short read in the middle would break the base64 apart. */
async function fill(source: FileHandle, piece: Buffer, position: number, wanted: number): Promise<number> {
  let filled = 0;
  while (filled < wanted) {
    const { bytesRead } = await source.read(piece, filled, wanted - filled, position + filled);
    if (bytesRead === 0)
      throw new InputError('An input became shorter while it was read; run again once it is complete.');
    filled += bytesRead;
  }
  return filled;
}
