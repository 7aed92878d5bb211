import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { shell } from 'electron';
import { AppError } from '../app-error.ts';
import type { Handlers } from '../ipc.ts';

/**
 * The file manager. Files are shown in it, never opened: what is opened may be run.
 * @param folders those that may be shown, with all that lies in them: the app's own, and those it exported to
 */
export function shellHandlers(folders: () => readonly string[]): Pick<Handlers, 'shell:showItem'> {
  return {
    'shell:showItem': async (named) => {
      const path = resolve(named);
      if (!folders().some((folder) => isWithin(folder, path)))
        throw new AppError({
          code: 'FORBIDDEN',
          message: `${named}: is not shown, for it is neither the app's own nor an export. Look for it in the file manager itself.`,
        });
      if (!(await exists(path)))
        throw new AppError({
          code: 'NOT_FOUND',
          message: `${path}: there is no such file or folder any more.`,
        });
      shell.showItemInFolder(path);
      return undefined;
    },
  };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
