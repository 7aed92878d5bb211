/** The stages of a run, in the order data passes through them. */
export const stages = [
  'discover',
  'scan',
  'ingest',
  'profile',
  'clean',
  'aggregate',
  'check',
  'commit',
] as const;
export type Stage = (typeof stages)[number];

/** One step of a run's progress. `total` and what follows from it are null where they are not known. */
export type Progress = {
  stage: Stage;
  unit: 'bytes' | 'rows';
  done: number;
  total: number | null;
  ratePerSecond: number | null;
  secondsLeft: number | null;
};
