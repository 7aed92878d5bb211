import { z } from 'zod';
import { storedConfigSchema } from '../config/stored-config.ts';
import { reconciliationSchema } from './manifest.ts';
import { maybe } from './maybe.ts';

const whole = z.number().int().nonnegative();

/**
 * A stored `manifest.json` as it is read, of whichever version: what makes a finished run is sure to be there, for every
 * format has it; the rest may be missing. What a version adds to `manifestSchema` comes here as `maybe`.
 */
export const storedManifestSchema = z.object({
  run_id: z.string(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
  as_of: z.iso.datetime(),
  app_version: maybe(z.string()),
  engine_version: maybe(z.string()),
  config: storedConfigSchema,
  inputs: z.array(
    z.object({
      path: z.string(),
      size_bytes: maybe(whole),
      modified_at: maybe(z.string()),
      compression: maybe(z.string()),
      lines: maybe(whole),
    }),
  ),
  reconciliation: reconciliationSchema,
  metrics: z
    .object({
      processing_time_seconds: maybe(z.number().nonnegative()),
      throughput: maybe(z.number().nonnegative()),
    })
    .catch({}),
  quarantined: maybe(z.record(z.string(), whole)),
  calendar: z
    .object({ first_date: z.iso.date(), last_date: z.iso.date(), last_complete_date: z.iso.date() })
    .nullable(),
  properties: z.array(
    z.object({ key: z.string(), column: z.string(), type: z.string(), events: maybe(whole) }),
  ),
  rest_keys: whole,
  outputs: z.array(
    z.object({
      name: z.string(),
      rows: whole.nullable(),
      size_bytes: whole,
      sha256: z.string().nullable().catch(null),
    }),
  ),
});
export type StoredManifest = z.infer<typeof storedManifestSchema>;
