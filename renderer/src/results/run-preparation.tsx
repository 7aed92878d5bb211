import { usePrefetchQuery } from '@tanstack/react-query';
import { daysOf } from './days-query.ts';
import { useShownRun } from './shown-run.ts';

/** Reads the days of the run that the screens of results show: that has the engine open it, and prepare the rest. */
export function RunPreparation() {
  const { run } = useShownRun();
  return run !== null && <DaysRead key={run.id} runId={run.id} />;
}

function DaysRead({ runId }: { runId: string }) {
  usePrefetchQuery(daysOf(runId));
  return null;
}
