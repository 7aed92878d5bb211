import type { Answers } from '../answers.ts';
import type { OpenRuns } from '../open-runs.ts';
import { compareRuns } from './compare-runs.ts';

export function historyAnswers(runs: OpenRuns): Answers<'history'> {
  return { 'history:compare': (compared, signal) => compareRuns(runs, compared, signal) };
}
