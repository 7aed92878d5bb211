import { z } from 'zod';
import { call, nothing } from './call.ts';
import { job, jobCalls, jobEvents, startedSchema } from './job.ts';
import { codesOfEngine, codesOfViews } from './reply.ts';
import { jobIdSchema, pathSchema } from './schemas.ts';
import { resourcesShape } from './settings.ts';

/** What of a finished run can be exported: its three tables, then its files. */
export const exportOutputs = ['events', 'daily', 'cohorts', 'quarantine', 'report', 'manifest'] as const;
export type ExportOutput = (typeof exportOutputs)[number];

export const exportFormats = ['parquet', 'csv', 'jsonl'] as const;

/** How the tables are written; files are copied as they are. */
export const exportFormSchema = z.strictObject({
  format: z.enum(exportFormats),
  /** Of Parquet; text is not compressed. */
  compression: z.enum(['zstd', 'snappy', 'gzip', 'none']),
  /** `by-date`: events and daily metrics as a folder each, with a folder `event_date=2024-01-15` a day. */
  layout: z.enum(['single', 'by-date']),
  /** Of CSV: texts to the byte, where nothing is said, or such that none runs as a formula in a spreadsheet. */
  texts: z.enum(['exact', 'spreadsheet']).optional(),
});
export type ExportForm = z.infer<typeof exportFormSchema>;

/** A file of the export, or a folder with all that is in it. */
const entrySchema = z.object({
  name: z.string(),
  kind: z.enum(['file', 'folder']),
  bytes: z.number().nonnegative(),
});

export const exportPlanRequestSchema = z.strictObject({ runId: jobIdSchema, form: exportFormSchema });

/** What an export would write of each output of a run. */
export const exportPlanSchema = z.array(
  entrySchema.extend({
    output: z.enum(exportOutputs),
    /** Null where the output is no table. */
    rows: z.number().int().nonnegative().nullable(),
    /** Whether `bytes` is scaled up from a sample: only the size of a copy is known beforehand. */
    isEstimate: z.boolean(),
  }),
);
export type ExportPlan = z.infer<typeof exportPlanSchema>;

const exportTargetRequestSchema = z.strictObject({ folder: pathSchema });

/** What stands in a folder under the names of exports, in any form, and what is free on its disk; null where that is not known. */
const exportTargetSchema = z.object({
  /** Of the manifest there; null where there is none. */
  runId: z.string().nullable(),
  existing: z.array(entrySchema.extend({ files: z.number().int(), modifiedMs: z.number() })),
  freeBytes: z.number().nullable(),
});
export type ExportTarget = z.infer<typeof exportTargetSchema>;

const exportRequestSchema = z.strictObject({
  runId: jobIdSchema,
  form: exportFormSchema,
  outputs: z.array(z.enum(exportOutputs)).min(1).max(exportOutputs.length),
  folder: pathSchema,
  /** The names that may be replaced: the user has agreed to these and to no others. */
  replace: z.array(z.string().max(1000)).max(100),
});

const exportProgressSchema = z.object({
  /** The entry that is being written; null while all are put in place. */
  name: z.string().nullable(),
  /** Bytes of the run's own files that are dealt with; null where that is not known. */
  done: z.number().nullable(),
  total: z.number(),
});
export type ExportProgress = z.infer<typeof exportProgressSchema>;

const writtenSchema = entrySchema.extend({ files: z.number().int() });
export type WrittenEntry = z.infer<typeof writtenSchema>;

/** An export of a finished run to a folder. */
export const exportJob = job({
  takes: exportRequestSchema,
  gives: startedSchema,
  engineTakes: exportRequestSchema.extend(resourcesShape),
  begun: z.object({ folder: z.string() }),
  progress: exportProgressSchema,
  result: z.object({ written: z.array(writtenSchema.extend({ path: z.string() })) }),
  errors: ['EXPORT_ACTIVE', 'FILE_FAILED'],
});

export const exportCalls = {
  /** Where the last export went; null where there was none. */
  'export:lastFolder': call({ takes: nothing, gives: z.string().nullable(), answeredBy: 'app', errors: [] }),
  'export:plan': call({
    takes: exportPlanRequestSchema,
    gives: exportPlanSchema,
    answeredBy: 'app',
    errors: codesOfViews,
  }),
  /** The folder, here and below, is one that was chosen in a dialog, or the last one. */
  'export:target': call({
    takes: exportTargetRequestSchema,
    gives: exportTargetSchema,
    answeredBy: 'app',
    errors: [...codesOfEngine, 'OUTPUT_FAILED'],
  }),
  ...jobCalls('export', exportJob),
};

export const exportEvents = jobEvents('export', exportJob);
