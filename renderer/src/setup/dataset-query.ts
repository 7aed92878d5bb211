import { useQuery } from '@tanstack/react-query';
import type { Dataset } from '../../../shared/ipc/schemas.ts';
import { call } from '../lib/call.ts';
import { queryClient } from '../lib/query-client.ts';
import { useSources } from './sources-store.ts';

const empty: Dataset = { files: [], problems: [] };

function datasetQuery(paths: readonly string[]) {
  return {
    queryKey: ['dataset', paths],
    queryFn: () => (paths.length === 0 ? empty : call(window.api.dataset.inspect([...paths]))),
  };
}

function without({ files, problems }: Dataset, excluded: readonly string[]): Dataset {
  return { files: files.filter(({ path }) => !excluded.includes(path)), problems };
}

/** The files behind the chosen paths. */
export function useDataset() {
  const { paths, excluded } = useSources();
  const { data, error, isFetching, refetch } = useQuery({
    ...datasetQuery(paths),
    placeholderData: (previous) => previous,
  });
  return { dataset: without(data ?? empty, excluded), error, isFetching, refetch };
}

/** The same, read anew: files come and go between a drop and a run. */
export async function readDataset(): Promise<Dataset> {
  const { paths, excluded } = useSources.getState();
  return without(await queryClient.query({ ...datasetQuery(paths), staleTime: 0 }), excluded);
}
