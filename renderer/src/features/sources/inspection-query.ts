import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Inspection, Reading } from '../../../../shared/ipc/dataset.ts';
import type { InputFileInfo } from '../../../../shared/ipc/schemas.ts';
import type { Progress } from '../../../../shared/run/progress.ts';
import { call } from '../../lib/call.ts';
import { useDataset } from '../../setup/dataset-query.ts';
import { useRules } from '../../setup/rules-store.ts';
import { isActive } from '../run/run-state.ts';
import { useRun } from '../run/run-store.ts';

/** How far the profile under way is; null where none has told yet. */
export const useProfileProgress = create<{ progress: Progress | null }>(() => ({ progress: null }));

/**
 * What is in the sources: first a quick look at their beginnings, then a profile of everything. Nobody who looks at
 * the results any more, or other sources, cancels what is under way; while a run has the machine, no profile begins.
 */
export function useInspection() {
  const { files } = useDataset().dataset;
  const reading = useReading();
  const isRunActive = useRun(({ run, isStarting }) => isStarting || (run !== null && isActive(run)));
  const hasFiles = files.length > 0;
  const preview = useQuery({
    queryKey: ['preview', files, reading],
    queryFn: ({ signal }) => look(files, reading, signal, (wanted) => window.api.dataset.preview(wanted)),
    enabled: hasFiles,
  });
  const profile = useQuery({
    queryKey: ['profile', files, reading],
    queryFn: ({ signal }) => {
      useProfileProgress.setState({ progress: null });
      return look(files, reading, signal, (wanted) => window.api.dataset.profile(wanted));
    },
    enabled: hasFiles && !preview.isPending && !isRunActive,
  });
  return { preview, profile, isRunActive };
}

/** Looks on behalf of the screens that want it; draws nothing. */
export function InspectionKeeper() {
  useInspection();
  return null;
}

function useReading(): Reading {
  return useRules(
    useShallow(({ config: { aggregation, ingest } }) => ({
      timezone: aggregation.timezone,
      maxLineBytes: ingest.max_line_bytes,
      maxExpansionRatio: ingest.max_expansion_ratio,
      maxPropertyColumns: ingest.max_property_columns,
    })),
  );
}

async function look<Found>(
  files: readonly InputFileInfo[],
  reading: Reading,
  signal: AbortSignal,
  ask: (inspection: Inspection) => Parameters<typeof call<Found>>[0],
): Promise<Found> {
  const jobId = crypto.randomUUID();
  const stopListening = window.api.on('dataset:progress', (told) => {
    if (told.jobId === jobId) useProfileProgress.setState({ progress: told.progress });
  });
  // Where the engine is gone there is nothing to cancel.
  const cancel = () => void call(window.api.dataset.cancel({ jobId })).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await call(ask({ jobId, paths: files.map(({ path }) => path), reading }));
  } finally {
    signal.removeEventListener('abort', cancel);
    stopListening();
  }
}
