import type { Answers } from '../answers.ts';
import type { OpenRuns } from '../open-runs.ts';
import { readDistributions } from './read-distributions.ts';
import { countQuarantine, readQuarantinedLine, readQuarantinePage } from './read-quarantine.ts';

export function qualityAnswers(runs: OpenRuns): Answers<'quality'> {
  return {
    'quality:quarantine': ({ runId, ...page }, signal) =>
      runs.use(runId, (run) => readQuarantinePage(run, page), signal),
    'quality:quarantinedLine': ({ runId, position }, signal) =>
      runs.use(runId, (run) => readQuarantinedLine(run, position), signal),
    'quality:quarantineCounts': ({ runId }, signal) => runs.use(runId, countQuarantine, signal),
    'quality:distributions': ({ runId }, signal) => runs.use(runId, readDistributions, signal),
  };
}
