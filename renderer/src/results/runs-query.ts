import { useQuery } from '@tanstack/react-query';
import { call } from '../lib/call.ts';

/** Finished runs, the latest first. Another app may have added to them. */
export function useRuns() {
  return useQuery({
    queryKey: ['runs'],
    queryFn: () => call(window.api.run.list()),
    refetchOnMount: 'always',
  });
}

/** A finished run as it lies on disk; nothing while `id` is null. */
export function useFinishedRun(id: string | null) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: () => (id === null ? null : call(window.api.run.get({ id }))),
  });
}
