import { duplicateLinesSql, rejectedLinesSql } from '../quality/run-sql.ts';
import type { FigureDefinition } from './figure-definition.ts';

/** A figure of a run as a whole. */
export type RunFigure = FigureDefinition & {
  /** The statement that counts the same in the run's own files, where they tell. */
  readonly sql?: string;
};

/** What the counts, times and sizes of a run say, wherever they stand. */
export const runFigures = {
  inputs: {
    label: 'Input files',
    meaning: 'Files the run read, once folders and globs are resolved.',
    formula: 'count of inputs in manifest.json',
  },
  lines: {
    label: 'Lines',
    meaning: 'Physical lines of all inputs, counted byte by byte before anything is parsed.',
    formula:
      'reconciliation.lines in manifest.json\n= events_cleaned + events_rejected + duplicates_removed + blank_lines',
  },
  cleaned: {
    label: 'Cleaned',
    meaning: 'Lines that are an event, each event once: the rows of events_cleaned.parquet.',
    formula: 'reconciliation.events_cleaned in manifest.json',
    sql: `SELECT count(*) FROM 'events_cleaned.parquet'`,
  },
  rejected: {
    label: 'Rejected',
    meaning: 'Lines that are no event: they stand in the quarantine, each with its reason.',
    formula: 'reconciliation.events_rejected in manifest.json',
    sql: rejectedLinesSql,
  },
  duplicates: {
    label: 'Duplicates',
    meaning: 'Lines whose event_id an earlier line has: they stand in the quarantine too.',
    formula: 'reconciliation.duplicates_removed in manifest.json',
    sql: duplicateLinesSql,
  },
  blank: {
    label: 'Blank',
    meaning: 'Lines of nothing but white space. They stand in no output.',
    formula: 'reconciliation.blank_lines in manifest.json',
  },
  properties: {
    label: 'Properties',
    meaning:
      'Different keys of properties in the accepted lines: those with a column, and those kept together in prop__rest.',
    formula: 'count of properties + rest_keys in manifest.json',
  },
  duration: {
    label: 'Duration',
    meaning:
      'Time from when the input files are found to when all outputs are written, before they are put in place. Of a run without results: from its start to its end, as the app saw them.',
    formula: 'metrics.processing_time_seconds in manifest.json\n= finished_at - started_at',
  },
  throughput: {
    label: 'Throughput',
    meaning: 'Lines of all inputs per second of the duration.',
    formula: 'metrics.throughput in manifest.json\n= lines / (finished_at - started_at)',
  },
  size: {
    label: 'Size',
    meaning: "What the run's folder takes on disk: its outputs, manifest.json and all else in it.",
    formula: "sum of the sizes of the files in the run's folder",
  },
  firstDay: {
    label: 'First day',
    meaning: 'The first day with an event in the reporting time zone, future events left out.',
    formula: 'calendar.first_date in manifest.json',
    sql: `SELECT min(event_date) FROM 'daily_metrics.parquet'`,
  },
  lastDay: {
    label: 'Last day',
    meaning: 'The last day with an event in the reporting time zone, future events left out.',
    formula: 'calendar.last_date in manifest.json',
    sql: `SELECT max(event_date) FROM 'daily_metrics.parquet'`,
  },
  outputRows: {
    label: 'Rows of an output',
    meaning: 'Rows of an output; lines of the quarantine. quality_report.json is one document and has none.',
    formula: 'outputs[].rows in manifest.json',
    sql: ['events_cleaned', 'daily_metrics', 'retention_cohorts']
      .map((name) => `SELECT '${name}' AS output, count(*) AS rows FROM '${name}.parquet'`)
      .join('\nUNION ALL '),
  },
  outputSize: {
    label: 'Size of an output',
    meaning: 'Bytes of an output on disk, as they were when it was written.',
    formula: 'outputs[].size_bytes in manifest.json',
  },
} as const satisfies Record<string, RunFigure>;
