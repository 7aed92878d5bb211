import { create } from 'zustand';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import type { EventSort } from '../../../../shared/ipc/data.ts';

type DataState = {
  filters: readonly EventFilter[];
  sort: EventSort | null;
};

/** How the events are looked at; it stays while other screens are shown. */
export const useDataView = create<DataState>(() => ({ filters: [], sort: null }));

export function addFilter(filter: EventFilter): void {
  useDataView.setState(({ filters }) => ({ filters: [...filters, filter] }));
}

export function removeFilter(filter: EventFilter): void {
  useDataView.setState(({ filters }) => ({ filters: filters.filter((other) => other !== filter) }));
}

export function clearFilters(): void {
  useDataView.setState({ filters: [] });
}

/** Ascending, then descending, then as the events came in. */
export function toggleSort(column: string): void {
  useDataView.setState(({ sort }) => {
    if (sort?.column !== column) return { sort: { column, direction: 'ascending' } };
    return { sort: sort.direction === 'ascending' ? { column, direction: 'descending' } : null };
  });
}
