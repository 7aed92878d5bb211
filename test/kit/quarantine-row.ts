import { z } from 'zod';

/** A line of `rejected_events.jsonl`. */
export const quarantineSchema = z.strictObject({
  file: z.string(),
  line: z.number(),
  byte_offset: z.number(),
  reason: z.string(),
  detail: z.string().nullable(),
  first_file: z.string().optional(),
  first_line: z.number().optional(),
  raw: z.string().optional(),
  raw_base64: z.string().optional(),
});
export type QuarantineRow = z.infer<typeof quarantineSchema>;

/** The bytes of the line. */
export function bytesOf({ raw, raw_base64 }: QuarantineRow): Buffer {
  return raw_base64 === undefined ? Buffer.from(raw ?? '', 'utf8') : Buffer.from(raw_base64, 'base64');
}
