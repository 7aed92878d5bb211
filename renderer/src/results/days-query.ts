import { queryOptions } from '@tanstack/react-query';
import { ask } from '../lib/call.ts';

/** Every day of a run. */
export function daysOf(runId: string) {
  return queryOptions({
    queryKey: ['daily', runId],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.daily.metrics({ runId }, id)),
  });
}
