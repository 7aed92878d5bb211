import { useQuery } from '@tanstack/react-query';
import { useShallow } from 'zustand/react/shallow';
import type { Reading } from '../../../shared/ipc/dataset.ts';
import type { InputFileInfo } from '../../../shared/ipc/schemas.ts';
import { isBusy } from '../lib/jobs/job-store.ts';
import { preview, profile } from '../lib/jobs/look-store.ts';
import { useRun } from '../lib/jobs/run-store.ts';
import { useDataset } from './dataset-query.ts';
import { useRules } from './rules-store.ts';

/**
 * What is in the sources: first a quick look at their beginnings, then a profile of everything. Nobody who looks at
 * the results any more, or other sources, cancels what is under way; while a run has the machine, no profile begins.
 */
export function useLook() {
  const { files } = useDataset().dataset;
  const reading = useReading();
  const isRunActive = useRun(isBusy);
  const hasFiles = files.length > 0;
  const previewed = useQuery({
    queryKey: ['preview', files, reading],
    queryFn: ({ signal }) => preview(wanted(files, reading), signal),
    enabled: hasFiles,
  });
  const profiled = useQuery({
    queryKey: ['profile', files, reading],
    queryFn: ({ signal }) => profile(wanted(files, reading), signal),
    enabled: hasFiles && !previewed.isPending && !isRunActive,
  });
  return { preview: previewed, profile: profiled, isRunActive };
}

/** Looks on behalf of the screens that want it; draws nothing. */
export function LookKeeper() {
  useLook();
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

function wanted(files: readonly InputFileInfo[], reading: Reading) {
  return { paths: files.map(({ path }) => path), reading };
}
