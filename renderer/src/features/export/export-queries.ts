import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ExportForm, ExportTarget } from '../../../../shared/ipc/export.ts';
import { ask, call } from '../../lib/call.ts';
import { queryClient } from '../../lib/query-client.ts';
import { useExportChoices } from './export-choices.ts';

/** What an export of a run in a form would write. While another form is asked about, the answer to the last one stays. */
export function useExportPlan(runId: string, form: ExportForm) {
  return useQuery({
    queryKey: ['export', 'plan', runId, form],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.export.plan({ runId, form }, id)),
    placeholderData: keepPreviousData,
  });
}

/** The folder to export to: the one chosen, else the last export's; null where there is neither. */
export function useExportFolder(): string | null {
  const chosen = useExportChoices(({ folder }) => folder);
  const { data: last } = useQuery({
    queryKey: ['export', 'lastFolder'],
    queryFn: () => call(window.api.export.lastFolder()),
  });
  return chosen ?? last ?? null;
}

/** What stands in the folder. Others write there too: it is looked at again whenever the screen or window comes to the front. */
export function useExportTarget(folder: string | null) {
  return useQuery({ ...target(folder), refetchOnMount: 'always', refetchOnWindowFocus: 'always' });
}

/** What stands in the folder at this moment. @throws CallError where nothing can be exported to it */
export function lookAtTarget(folder: string): Promise<ExportTarget | null> {
  return queryClient.fetchQuery({ ...target(folder), staleTime: 0 });
}

function target(folder: string | null) {
  return {
    queryKey: ['export', 'target', folder],
    queryFn: () => (folder === null ? null : call(window.api.export.target({ folder }))),
  };
}
