import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Period } from '../../../../shared/metrics/periods.ts';
import { ask } from '../../lib/call.ts';

/** The cohorts of a run by day, week or month, with which of them; what was shown stays until the answer is there. */
export function useCohortMatrix(runId: string, period: Period) {
  return useQuery({
    queryKey: ['cohorts', runId, period],
    queryFn: async ({ signal }) => ({
      period,
      matrix: await ask(signal, (id) => window.api.cohorts.matrix({ runId, period }, id)),
    }),
    placeholderData: keepPreviousData,
  });
}

/** The same for the groups of players that a property makes; what was shown stays until its answer is there. */
export function useCohortBreakdown(runId: string, period: Period, column: string) {
  return useQuery({
    queryKey: ['cohorts', runId, period, column],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.cohorts.breakdown({ runId, period, column }, id)),
    placeholderData: keepPreviousData,
  });
}
