import { readFile, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { AppError } from '../app-error.ts';
import type { Handlers } from '../ipc.ts';
import type { StoredState } from '../stored-state.ts';
import type { Variables } from '../variables.ts';
import { writeAtomically } from '../write-atomically.ts';

type DialogCall =
  | 'dialog:openInputs'
  | 'dialog:openConfig'
  | 'dialog:saveConfig'
  | 'dialog:chooseFolder'
  | 'dialog:saveFile';

const maxConfigBytes = 2 ** 20;
const maxNamesShown = 20;
const maxNameShown = 100;
const yaml = [{ name: 'YAML', extensions: ['yaml', 'yml'] }];

/**
 * Native dialogs. The page cannot make the app write just anywhere: only where the user said so in one of them.
 * @param window what they belong to
 * @param state remembers what was chosen
 * @param variables those of the environment that a configuration may name
 * @param hear is told of what the user chooses: inputs, or a folder to write to
 */
export function dialogHandlers(
  window: () => BrowserWindow,
  state: StoredState,
  variables: Variables,
  hear: { inputs: (paths: readonly string[]) => void; folder: (path: string) => void },
): Pick<Handlers, DialogCall> {
  // Forgetting it costs a question after the next start, no more.
  const remember = (path: string) => state.rememberConfig(path).catch(() => {});
  return {
    'dialog:openInputs': async (kind) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: kind === 'files' ? 'Open event logs' : 'Open a folder of event logs',
        properties: kind === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory', 'multiSelections'],
        filters: [
          { name: 'Event logs', extensions: ['jsonl', 'ndjson', 'json', 'gz', 'zst'] },
          { name: 'All files', extensions: ['*'] },
        ],
      });
      if (canceled || filePaths.length === 0) return null;
      hear.inputs(filePaths);
      return filePaths;
    },
    'dialog:openConfig': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Open a configuration',
        properties: ['openFile'],
        filters: yaml,
      });
      const path = filePaths[0];
      if (canceled || path === undefined) return null;
      const text = await readConfig(path);
      await variables.add(text);
      await remember(path);
      return { path, text };
    },
    'dialog:saveConfig': async ({ path, text }) => {
      const target = path !== null && state.isChosenConfig(path) ? path : await askWhere(window(), path);
      if (target === null) return null;
      // Else a page could write a name of its own into a file that is opened later.
      const unknown = variables.unknownIn(text);
      if (unknown.length > 0 && !(await mayRead(window(), unknown))) return null;
      await variables.add(text);
      await writeAtomically(await fileBehind(target), text).catch((error: unknown) =>
        fail('written', target, error),
      );
      await remember(target);
      return target;
    },
    'dialog:chooseFolder': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Choose a folder',
        properties: ['openDirectory', 'createDirectory'],
      });
      const path = filePaths[0];
      if (canceled || path === undefined) return null;
      hear.folder(path);
      return path;
    },
    'dialog:saveFile': async ({ name, kind, content }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        title: 'Save',
        defaultPath: name,
        filters: [{ name: kind.toUpperCase(), extensions: [kind] }],
      });
      if (canceled || filePath === '') return null;
      await writeAtomically(filePath, content).catch((error: unknown) => fail('written', filePath, error));
      return filePath;
    },
  };
}

async function askWhere(window: BrowserWindow, path: string | null): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save the configuration',
    // Of a path that was never chosen no more than the name: the dialog would look into its folder.
    defaultPath: basename(path ?? 'etl_config.yaml'),
    filters: yaml,
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Asks whether rules may take values from environment variables that no opened file names. */
async function mayRead(window: BrowserWindow, names: readonly string[]): Promise<boolean> {
  const shown = names.slice(0, maxNamesShown).map((name) => name.slice(0, maxNameShown));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'May the rules read these environment variables?',
    detail: `${shown.join(', ')}${more}\n\nThe rules to be saved name them. Their values will be seen in the rules and in the results of runs: allow only what you mean to be read.`,
    buttons: ['Allow and save', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Where a link leads: it stays a link, and its file is written. */
function fileBehind(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function readConfig(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > maxConfigBytes) throw new Error('it is bigger than 1 MiB');
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    return fail('read', path, error);
  }
}

function fail(done: 'read' | 'written', path: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new AppError(
    { code: 'FILE_FAILED', message: `${path}: cannot be ${done} (${reason}).` },
    { cause: error },
  );
}
