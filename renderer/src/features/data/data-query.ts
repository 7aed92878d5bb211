import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import type { DataPage, EventView } from '../../../../shared/ipc/data.ts';
import { ask } from '../../lib/call.ts';
import { LatestFirst } from '../../lib/latest-first.ts';

// Scattered rows cost a row group each: a page of 50 stays within 150 ms over 10 million events on 2 cores (measured).
const pageRows = 50;
const keptMs = 60_000;
const progressEveryMs = 250;

const queue = new LatestFirst(2);

/** How many events match, and the filters as SQL. */
export function useCount(runId: string, filters: readonly EventFilter[]) {
  return useQuery({
    queryKey: ['data', runId, 'count', filters],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.data.count({ runId, filters: [...filters] }, id)),
    // The grid keeps its length until the new one is known.
    placeholderData: keepPreviousData,
  });
}

/** The rows in view: a row of the view by its number; undefined where it is not there yet. */
export type Rows = {
  at: (index: number) => DataPage['rows'][number] | undefined;
  isLoading: boolean;
  error: Error | null;
};

/** The pages that rows `first` to `last` stand on. */
export function useRows(view: EventView, columns: readonly string[], first: number, last: number): Rows {
  const from = Math.floor(Math.max(0, first) / pageRows);
  const pages = last < first ? 0 : Math.floor(last / pageRows) - from + 1;
  const results = useQueries({
    queries: Array.from({ length: pages }, (_, index) => ({
      queryKey: ['data', view.runId, 'page', view.filters, view.sort, columns, from + index],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        queue.do(
          () =>
            ask(signal, (id) =>
              window.api.data.page(
                {
                  ...view,
                  offset: (from + index) * pageRows,
                  limit: pageRows,
                  columns: [...columns],
                },
                id,
              ),
            ),
          signal,
        ),
      gcTime: keptMs,
    })),
  });
  return {
    at: (index) => results[Math.floor(index / pageRows) - from]?.data?.rows[index % pageRows],
    isLoading: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** How far a new order has come, 0 to 1, asked while something waits for it; null where it is not known. */
export function useOrderShare(runId: string, isWaiting: boolean): number | null {
  const { data } = useQuery({
    queryKey: ['data', runId, 'progress'],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.data.progress({ runId }, id)),
    enabled: isWaiting,
    refetchInterval: progressEveryMs,
    gcTime: 0,
  });
  return isWaiting ? (data?.share ?? null) : null;
}

/** A whole event. */
export function useEvent(runId: string, row: number | null) {
  return useQuery({
    queryKey: ['data', runId, 'row', row],
    queryFn: ({ signal }) =>
      row === null ? null : ask(signal, (id) => window.api.data.row({ runId, row }, id)),
    gcTime: keptMs,
  });
}
