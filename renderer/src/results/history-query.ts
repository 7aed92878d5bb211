import { useQuery } from '@tanstack/react-query';
import { ask, call } from '../lib/call.ts';

// Under the key of the runs: what changes them changes these.

/** Every run that is over, the latest first, and what the store takes on disk. Another app may have added to it. */
export function useHistory() {
  return useQuery({
    queryKey: ['runs', 'history'],
    queryFn: () => call(window.api.history.list()),
    refetchOnMount: 'always',
  });
}

/** The latest finished runs as points of trends, the oldest of them first. */
export function useTrends() {
  return useQuery({ queryKey: ['runs', 'trends'], queryFn: () => call(window.api.history.trends()) });
}

/** With what a run was started; null where nothing is known of that. */
export function useRunRecord(id: string) {
  return useQuery({
    queryKey: ['runs', 'record', id],
    queryFn: () => call(window.api.history.record({ id })),
  });
}

/** Figures of two finished runs, side by side. */
export function useComparison(a: string, b: string) {
  return useQuery({
    queryKey: ['runs', 'comparison', a, b],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.history.compare({ a, b }, id)),
  });
}
