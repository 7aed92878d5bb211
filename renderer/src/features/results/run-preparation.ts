import { useEffect } from 'react';
import { useShownRun } from './shown-run.ts';

/** Has the engine prepare the run that the screens of results show, before one of them asks. */
export function RunPreparation() {
  const { run } = useShownRun();
  const runId = run?.id ?? null;
  useEffect(() => {
    // Where it cannot be opened, the screen that asks for it says so.
    if (runId !== null) void window.api.run.prepare({ runId });
  }, [runId]);
  return null;
}
