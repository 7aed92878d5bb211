/** The files of a run, in the order they are put in place; a run that quarantines nothing has no quarantine. */
export const outputNames = {
  events: 'events_cleaned.parquet',
  daily: 'daily_metrics.parquet',
  cohorts: 'retention_cohorts.parquet',
  quarantine: 'rejected_events.jsonl',
  report: 'quality_report.json',
  manifest: 'manifest.json',
} as const;

/** The same as they stand in a statement over the files of a run. */
export const outputFiles = {
  events: `'${outputNames.events}'`,
  daily: `'${outputNames.daily}'`,
  cohorts: `'${outputNames.cohorts}'`,
  quarantine: `'${outputNames.quarantine}'`,
} as const;

/** Whether a run or an export may give an output this name: a table goes as a folder, or with another ending, too. */
export function isOutputName(name: string): boolean {
  return Object.values(outputNames).some((output) => {
    const table = /^(.+)\.parquet$/.exec(output)?.[1];
    return name === output || (table !== undefined && (name === table || name.startsWith(`${table}.`)));
  });
}

/** What is put in place as a whole: a file, or a folder with all that is in it. */
export type OutputEntry = { name: string; kind: 'file' | 'folder' };

/** What the folders of a commit under way begin with, inside the output folder. */
export const stagingPrefix = '.event-analytics-staging-';
