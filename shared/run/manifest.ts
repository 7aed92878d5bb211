import { z } from 'zod';
import { configSchema } from '../config/schema.ts';
import { currentFormat } from './migrations/migrations.ts';

const whole = z.number().int().nonnegative();

/** `lines = events_cleaned + events_rejected + duplicates_removed + blank_lines`: the engine refuses to commit otherwise. */
export const reconciliationSchema = z.object({
  lines: whole,
  events_cleaned: whole,
  events_rejected: whole,
  duplicates_removed: whole,
  blank_lines: whole,
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/**
 * `manifest.json` as this version writes it: what a run read, how, and what it wrote. Written last, so its presence says that
 * the rest is whole. What other versions wrote is read as `storedManifestSchema`.
 */
export const manifestSchema = z.object({
  format_version: z.literal(currentFormat),
  run_id: z.string(),
  app_version: z.string(),
  engine_version: z.string(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
  /** What the run took for "now": its start, or `--as-of`. */
  as_of: z.iso.datetime(),
  config: configSchema,
  inputs: z.array(
    z.object({
      path: z.string(),
      size_bytes: whole,
      modified_at: z.iso.datetime(),
      compression: z.string(),
      lines: whole,
    }),
  ),
  reconciliation: reconciliationSchema,
  metrics: z.object({
    events_loaded: whole,
    events_cleaned: whole,
    events_failed: whole,
    processing_time_seconds: z.number().nonnegative(),
    /** Lines per second over the whole run. */
    throughput: z.number().nonnegative(),
  }),
  /** Lines in `rejected_events.jsonl`, by reason. */
  quarantined: z.record(z.string(), whole),
  /** First and last event date and the last complete one; null where no event counts. */
  calendar: z
    .object({ first_date: z.string(), last_date: z.string(), last_complete_date: z.string() })
    .nullable(),
  /** Every property key with its column; `renamed` where the column is not `prop_<key>`. */
  properties: z.array(
    z.object({ key: z.string(), column: z.string(), type: z.string(), events: whole, renamed: z.boolean() }),
  ),
  /** Keys that went to `prop__rest`. */
  rest_keys: whole,
  outputs: z.array(
    z.object({ name: z.string(), rows: whole.nullable(), size_bytes: whole, sha256: z.string() }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
