import { create } from 'zustand';
import { queryClient } from '../../lib/query-client.ts';

export const historyViews = ['runs', 'compare', 'trends'] as const;
type HistoryView = (typeof historyViews)[number];

type HistoryState = {
  view: HistoryView;
  /** The run whose details are shown. */
  openId: string | null;
  /** Finished runs that are marked to be compared; two at most, in the order they were marked. */
  marked: readonly string[];
  /** What was removed because the store was over its limit, until that is read. */
  removed: string | null;
};

/** What the history shows. */
export const useHistoryState = create<HistoryState>(() => ({
  view: 'runs',
  openId: null,
  marked: [],
  removed: null,
}));

export function showHistoryView(view: HistoryView): void {
  useHistoryState.setState({ view });
}

/** Shows the details of a run; of the one that is open, hides them. */
export function toggleDetails(id: string): void {
  useHistoryState.setState(({ openId }) => ({ openId: openId === id ? null : id }));
}

/** Marks a run to be compared, or takes the mark off; a third mark takes the place of the first. */
export function toggleMark(id: string): void {
  useHistoryState.setState(({ marked }) => ({
    marked: marked.includes(id) ? marked.filter((other) => other !== id) : [...marked, id].slice(-2),
  }));
}

/** Compares these two: `a` is what `b` is held against. */
export function compare(a: string, b: string): void {
  useHistoryState.setState({ marked: [a, b], view: 'compare' });
}

/** Forgets a run that is gone. */
export function forget(id: string): void {
  useHistoryState.setState(({ openId, marked }) => ({
    openId: openId === id ? null : openId,
    marked: marked.filter((other) => other !== id),
  }));
}

export function dismissRemoved(): void {
  useHistoryState.setState({ removed: null });
}

/** Hears of runs that go because the store is over its limit. */
export function listenToRemovals(): void {
  window.api.on('history:removed', ({ ids, message }) => {
    for (const id of ids) forget(id);
    useHistoryState.setState({ removed: message });
    void queryClient.invalidateQueries({ queryKey: ['runs'] });
  });
}
