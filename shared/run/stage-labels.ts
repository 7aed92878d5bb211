import type { Stage } from './progress.ts';

/** What a run does in a stage, to someone who watches it. */
export const stageLabels: Readonly<Record<Stage, string>> = {
  discover: 'Finding the files',
  scan: 'Scanning lines',
  ingest: 'Reading events',
  profile: 'Profiling properties',
  clean: 'Cleaning events',
  aggregate: 'Computing metrics',
  check: 'Checking quality',
  commit: 'Writing results',
};
