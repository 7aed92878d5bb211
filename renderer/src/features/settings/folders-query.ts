import { useQuery } from '@tanstack/react-query';
import type { FolderKind, Folders } from '../../../../shared/ipc/folders.ts';
import { call } from '../../lib/call.ts';
import { notifyFailure } from '../../lib/notify.ts';
import { queryClient } from '../../lib/query-client.ts';

const key = ['folders'];

/** Where the app keeps what is big; nothing until it is read. */
export function useFolders(): Folders | undefined {
  return useQuery({ queryKey: key, queryFn: () => call(window.api.folders.get()) }).data;
}

/** Asks for another folder. */
export function chooseFolder(kind: FolderKind): Promise<void> {
  return change(() => call(window.api.folders.choose(kind)));
}

/** Goes back to the app's own folder. */
export function resetFolder(kind: FolderKind): Promise<void> {
  return change(() => call(window.api.folders.reset(kind)));
}

async function change(ask: () => Promise<Folders | null>): Promise<void> {
  try {
    const folders = await ask();
    if (folders !== null) queryClient.setQueryData(key, folders);
  } catch (error) {
    notifyFailure('The folder was not changed', error);
  }
}
