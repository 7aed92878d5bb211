import { access, constants, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { FolderKind, Folders } from '../../../shared/ipc/folders.ts';
import { AppError } from '../app-error.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';
import { ownFolderMode } from '../write-atomically.ts';

type FolderCall = 'folders:get' | 'folders:choose' | 'folders:reset';

/** Runs are removed from the folder of runs: it has to be one of the app's own. */
const runsFolderName = 'Event Analytics runs';

type FolderOptions = {
  window: () => BrowserWindow;
  state: StoredState;
  runsInUse: string;
  defaultRuns: string;
};

/** Where runs and what they spill are kept. Another folder for runs is used from the next start on. */
export function foldersHandlers(options: FolderOptions): Pick<Handlers, FolderCall> {
  const { window, state, runsInUse, defaultRuns } = options;
  const folders = (): Folders => {
    const { runsFolder, spillFolder } = state.folders;
    const runs = { inUse: runsInUse, next: runsFolder ?? defaultRuns, isDefault: runsFolder === null };
    return { runs, spill: spillFolder };
  };
  const change = async (kind: FolderKind, path: string | null) => {
    await state.changeFolders(kind === 'runs' ? { runsFolder: path } : { spillFolder: path });
    return folders();
  };
  return {
    'folders:get': folders,
    'folders:choose': async (kind) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: kind === 'runs' ? 'Choose where runs are kept' : 'Choose the folder for temporary files',
        properties: ['openDirectory', 'createDirectory'],
      });
      const chosen = filePaths[0];
      if (canceled || chosen === undefined) return null;
      const isOwn = kind === 'spill' || basename(chosen) === runsFolderName;
      const folder = isOwn ? chosen : join(chosen, runsFolderName);
      await assertWritable(folder);
      return change(kind, folder);
    },
    'folders:reset': (kind) => change(kind, null),
  };
}

async function assertWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: ownFolderMode });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${folder}: cannot be written to (${reason}). Choose another folder.`;
    throw new AppError({ code: 'FILE_FAILED', message }, { cause });
  }
}
