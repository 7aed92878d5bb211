import { create } from 'zustand';
import type { FinishedRun } from '../../../shared/ipc/schemas.ts';
import { useFinishedRun, useRuns } from './runs-query.ts';

type Shown = {
  /** The run that was chosen; null for the latest. */
  chosenId: string | null;
};

const useShown = create<Shown>(() => ({ chosenId: null }));

/** Shows a run on every screen of results; null shows the latest, also once there is a later one. */
export function showRun(id: string | null): void {
  useShown.setState({ chosenId: id });
}

type ShownRun = {
  /** Null where there is none, or while it is read. */
  run: FinishedRun | null;
  isLoading: boolean;
  error: Error | null;
};

/** The finished run that the screens of results show: the chosen one, else the latest. */
export function useShownRun(): ShownRun {
  const { chosenId } = useShown();
  const runs = useRuns();
  const ids = runs.data?.map(({ id }) => id) ?? [];
  // A chosen run may have been deleted since.
  const id = chosenId !== null && ids.includes(chosenId) ? chosenId : (ids[0] ?? null);
  const run = useFinishedRun(id);
  return {
    run: run.data ?? null,
    isLoading: runs.isPending || run.isPending,
    error: runs.error ?? run.error,
  };
}
