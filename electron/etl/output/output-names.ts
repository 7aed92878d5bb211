/** The files of a run, in the order they are put in place; a run that quarantines nothing has no quarantine. */
export const outputNames = {
  events: 'events_cleaned.parquet',
  daily: 'daily_metrics.parquet',
  cohorts: 'retention_cohorts.parquet',
  quarantine: 'rejected_events.jsonl',
  report: 'quality_report.json',
  manifest: 'manifest.json',
} as const;

/** What is put in place as a whole: a file, or a folder with all that is in it. */
export type OutputEntry = { name: string; kind: 'file' | 'folder' };

/** What the folders of a commit under way begin with, inside the output folder. */
export const stagingPrefix = '.event-analytics-staging-';
