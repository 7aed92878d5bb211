import { z } from 'zod';
import { storedReportSchema } from '../quality/stored-report.ts';
import { logLevels } from '../run/logger.ts';
import { reconciliationSchema } from '../run/manifest.ts';
import { storedManifestSchema } from '../run/stored-manifest.ts';

/** A path on this machine; `null` bytes end paths early, so none may hold one. */
export const pathSchema = z
  .string()
  .min(1)
  .max(32_768)
  .refine((path) => !path.includes('\0'), 'must not hold a NUL');

export const jobIdSchema = z.uuid();

/** Names a call while it is waited for. */
export const askIdSchema = z.uuid();

export const appInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  node: z.string(),
  platform: z.string(),
  /** A small event log to try the app with. */
  samplePath: z.string(),
  runsFolder: z.string(),
});

const inputFileSchema = z.object({
  path: z.string(),
  compression: z.enum(['none', 'gzip', 'zstd']),
  sizeBytes: z.number().nonnegative(),
  modifiedMs: z.number(),
});
export type InputFileInfo = z.infer<typeof inputFileSchema>;

/** What stands behind dropped or chosen paths: event files in input order, and what could not be used, with the reason. */
export const datasetSchema = z.object({
  files: z.array(inputFileSchema),
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type Dataset = z.infer<typeof datasetSchema>;

/** A configuration as text; `name` stands in its errors. */
export const configTextSchema = z.strictObject({
  name: z.string().min(1).max(32_768),
  text: z.string().max(2 ** 20),
});

/** The name of an environment variable, as a configuration may write it between `${` and `}`. */
export const variableNameSchema = z
  .string()
  .max(1000)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** Values of environment variables; null for one that may not be read, set or not; one that is not set is left out. */
export const variablesSchema = z.record(z.string(), z.string().nullable());

export const openedConfigSchema = z.object({ path: z.string(), text: z.string() });

export const logLineSchema = z.object({ atMs: z.number(), level: z.enum(logLevels), message: z.string() });
export type LogLine = z.infer<typeof logLineSchema>;

/** A finished run, for a list. */
export const runSummarySchema = z.object({
  id: jobIdSchema,
  startedAt: z.string(),
  finishedAt: z.string(),
  inputs: z.array(z.string()),
  reconciliation: reconciliationSchema,
  /** `pass`, `warn` or `fail`, or what another version says. */
  status: z.string(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** A finished run as it lies on disk. */
export const finishedRunSchema = z.object({
  id: jobIdSchema,
  folder: z.string(),
  manifest: storedManifestSchema,
  report: storedReportSchema,
});
export type FinishedRun = z.infer<typeof finishedRunSchema>;

/** What the window makes and the user keeps: text, or the bytes of a picture. */
export const fileToSaveSchema = z.strictObject({
  /** Proposed in the dialog; a name, no path. */
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^/\\:*?"<>|\p{Cc}]+$/u),
  kind: z.enum(['csv', 'json', 'html', 'svg', 'png']),
  content: z.union([z.string().max(2 ** 25), z.instanceof(Uint8Array)]),
});
export type FileToSave = z.infer<typeof fileToSaveSchema>;
