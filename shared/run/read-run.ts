import type { z } from 'zod';
import { type StoredReport, storedReportSchema } from '../quality/stored-report.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import { outputNames } from './outputs.ts';
import { type Read, readStored } from './read-stored.ts';
import { type StoredManifest, storedManifestSchema } from './stored-manifest.ts';

/** The current form of a finished run's papers, and the steps that lead to it. */
export type RunForm = {
  readonly manifest: z.ZodType<StoredManifest>;
  readonly report: z.ZodType<StoredReport>;
  readonly steps: readonly Migration[];
};

export const currentForm: RunForm = {
  manifest: storedManifestSchema,
  report: storedReportSchema,
  steps: migrations,
};

/** Reads the text of a `manifest.json` of any version; null where there is none. */
export function readManifest(text: string | null, form = currentForm): Read<StoredManifest> {
  const { manifest: schema, steps } = form;
  return readStored({ kind: 'manifest', name: outputNames.manifest, text, schema, steps });
}

/** Reads the text of a `quality_report.json` of any version; null where there is none. */
function readReport(text: string | null, form = currentForm): Read<StoredReport> {
  const { report: schema, steps } = form;
  return readStored({ kind: 'report', name: outputNames.report, text, schema, steps });
}

type Papers = { manifest: StoredManifest; report: StoredReport };

/** Reads both papers of a run. */
export function readRun(
  { manifest, report }: { manifest: string | null; report: string | null },
  form = currentForm,
): Read<Papers> {
  const readPaper = readManifest(manifest, form);
  if (!readPaper.ok) return readPaper;
  const readVerdict = readReport(report, form);
  if (!readVerdict.ok) return readVerdict;
  return { ...readPaper, value: { manifest: readPaper.value, report: readVerdict.value } };
}
