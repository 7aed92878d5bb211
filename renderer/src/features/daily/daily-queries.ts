import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BreakdownRequest } from '../../../../shared/ipc/daily.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { ask } from '../../lib/call.ts';

/** A figure broken down, with what was asked; while another is read, the one before stays. */
export function useBreakdown(request: BreakdownRequest) {
  return useQuery({
    queryKey: ['breakdown', request],
    queryFn: async ({ signal }) => ({
      request,
      answer: await ask(signal, (id) => window.api.daily.breakdown(request, id)),
    }),
    placeholderData: keepPreviousData,
    // Each range that was brushed over is an answer of its own.
    gcTime: 60_000,
  });
}

/** Distinct active players over the complete days of a range. */
export function usePlayersInRange(runId: string, range: DayRange) {
  return useQuery({
    queryKey: ['players in range', runId, range],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.daily.players({ runId, ...range }, id)),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
