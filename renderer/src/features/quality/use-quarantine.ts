import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { QuarantinedRow, QuarantineFilter } from '../../../../shared/ipc/quality.ts';
import { ask } from '../../lib/call.ts';

const pageSize = 200;
// More rows than that are taller than a page can be.
const maxRows = 500_000;

type Rows = {
  /** How many the filter leaves; null until it is known. */
  total: number | null;
  /** Of these as many can be scrolled through. */
  shown: number;
  rowAt: (index: number) => QuarantinedRow | undefined;
  onSeen: (first: number, last: number) => void;
  error: Error | null;
};

/** The quarantine of a run, a page at a time: the pages in view are asked for. */
export function useQuarantine(runId: string, filter: QuarantineFilter): Rows {
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const pages = useMemo(() => {
    const [from, to] = [Math.floor(seen.first / pageSize), Math.floor(seen.last / pageSize)];
    // The first page tells how many there are.
    return [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, index) => from + index)])];
  }, [seen]);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['quarantine', runId, filter, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask(signal, (id) =>
          window.api.quality.quarantine({ runId, ...filter, offset: page * pageSize, limit: pageSize }, id),
        ),
    })),
  });
  const total = results[0]?.data?.total ?? null;
  const onSeen = useMemo(() => (first: number, last: number) => setSeen({ first, last }), []);
  return {
    total,
    shown: Math.min(total ?? 0, maxRows),
    rowAt: (index) => results[pages.indexOf(Math.floor(index / pageSize))]?.data?.rows[index % pageSize],
    onSeen,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** How many lines a run put aside, by reason and input. */
export function useQuarantineCounts(runId: string) {
  return useQuery({
    queryKey: ['quarantine-counts', runId],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.quality.quarantineCounts({ runId }, id)),
  });
}

/** One line with its text; nothing while `position` is null. */
export function useQuarantinedLine(runId: string, position: number | null) {
  return useQuery({
    queryKey: ['quarantined-line', runId, position],
    queryFn: ({ signal }) =>
      position === null
        ? null
        : ask(signal, (id) => window.api.quality.quarantinedLine({ runId, position }, id)),
  });
}
