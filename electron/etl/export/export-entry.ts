import {
  type ExportForm,
  type ExportOutput,
  exportFormats,
  exportOutputs,
} from '../../../shared/ipc/export.ts';
import { type OutputEntry, outputNames } from '../../../shared/run/outputs.ts';

const tables: ReadonlySet<ExportOutput> = new Set(['events', 'daily', 'cohorts']);
// Cohorts have a day of their own, not that of events, and are few: they stay one file.
const datedTables: ReadonlySet<ExportOutput> = new Set(['events', 'daily']);

/** Whether a table is written as a folder with a folder a day. */
export function isByDate(output: ExportOutput, { layout }: ExportForm): boolean {
  return layout === 'by-date' && datedTables.has(output);
}

/** Whether an output is the run's own file, byte for byte: files are, and tables in the form the run wrote them. */
export function isCopy(output: ExportOutput, form: ExportForm): boolean {
  const isOwnForm = form.format === 'parquet' && form.compression === 'zstd' && !isByDate(output, form);
  return !tables.has(output) || isOwnForm;
}

/** All names that exports give to outputs, in any form, the manifest last. */
export const exportNames: readonly string[] = exportOutputs.flatMap((output) => {
  const name = outputNames[output];
  const table = name.slice(0, -'.parquet'.length);
  return tables.has(output) ? [table, ...exportFormats.map((format) => `${table}.${format}`)] : [name];
});

/** What an output is called: `events_cleaned.csv`, or the folder `events_cleaned`. */
export function exportEntry(output: ExportOutput, form: ExportForm): OutputEntry {
  const name = outputNames[output];
  if (!tables.has(output)) return { name, kind: 'file' };
  const table = name.slice(0, -'.parquet'.length);
  return isByDate(output, form)
    ? { name: table, kind: 'folder' }
    : { name: `${table}.${form.format}`, kind: 'file' };
}
