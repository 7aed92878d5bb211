import { readFile } from 'node:fs/promises';
import zlib from 'node:zlib';
import { expect } from 'vitest';
import { z } from 'zod';
import { manifestSchema } from '../../shared/run/manifest.ts';
import { quarantineOf, query } from './outputs.ts';
import { bytesOf } from './quarantine-row.ts';

type Line = { bytes: Buffer; offset: number };

/**
 * Holds a finished run against the bytes it read: every physical line is in exactly one place (a cleaned event, the
 * quarantine with the very bytes, or blank), and the manifest's reconciliation says the same.
 */
export async function accountForEveryLine(output: string, inputs: readonly string[]): Promise<void> {
  const events = z
    .array(z.object({ file: z.string(), line: z.coerce.number(), event_id: z.string() }))
    .parse(await query(output, 'SELECT source_file AS file, source_line AS line, event_id FROM events'));
  const quarantine = await quarantineOf(output);
  const counted = { lines: 0, events_cleaned: 0, events_rejected: 0, duplicates_removed: 0, blank_lines: 0 };

  for (const path of inputs) {
    const cleaned = new Map(events.filter(({ file }) => file === path).map((event) => [event.line, event]));
    const aside = new Map(quarantine.filter(({ file }) => file === path).map((row) => [row.line, row]));
    const lines = linesOf(await plainBytes(path));
    counted.lines += lines.length;
    for (const [index, { bytes, offset }] of lines.entries()) {
      const place = `${path}:${index + 1}`;
      const event = cleaned.get(index + 1);
      const row = aside.get(index + 1);
      if (event && row) expect.fail(`${place} is in two places`);
      if (event) {
        counted.events_cleaned += 1;
        const { event_id } = z
          .object({ event_id: z.unknown() })
          .parse(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF+/, '')));
        if (event.event_id !== String(event_id)) expect(event.event_id, place).toBe(String(event_id));
      } else if (row) {
        counted[row.reason === 'duplicate_event_id' ? 'duplicates_removed' : 'events_rejected'] += 1;
        if (row.byte_offset !== offset) expect(row.byte_offset, place).toBe(offset);
        if (!bytesOf(row).equals(bytes)) expect.fail(`${place} has other bytes`);
      } else {
        counted.blank_lines += 1;
        expect(/^\uFEFF*[ \t\r\f]*$/.test(bytes.toString('utf8')), `${place} is lost`).toBe(true);
      }
    }
  }
  expect(counted.events_cleaned, 'events of no line').toBe(events.length);
  expect(counted.events_rejected + counted.duplicates_removed, 'quarantine of no line').toBe(
    quarantine.length,
  );
  const manifest = manifestSchema.parse(JSON.parse(await readFile(`${output}/manifest.json`, 'utf8')));
  expect(manifest.reconciliation).toEqual(counted);
}

async function plainBytes(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  if (path.endsWith('.gz')) return zlib.gunzipSync(bytes);
  return path.endsWith('.zst') ? zlib.zstdDecompressSync(bytes) : bytes;
}

function linesOf(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  let offset = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0;
  while (offset < bytes.length) {
    const lineFeed = bytes.indexOf(10, offset);
    const end = lineFeed < 0 ? bytes.length : lineFeed;
    lines.push({ bytes: bytes.subarray(offset, end), offset });
    offset = end + 1;
  }
  return lines;
}
