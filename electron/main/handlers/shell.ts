import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { shell } from 'electron';
import { AppError } from '../app-error.ts';
import type { Handlers } from '../ipc.ts';

/** The file manager. Files are shown in it, never opened: what is opened may be run. */
export const shellHandlers: Pick<Handlers, 'shell:showItem'> = {
  'shell:showItem': async (path) => {
    if (!isAbsolute(path) || !(await exists(path)))
      throw new AppError({
        code: 'NOT_FOUND',
        message: `${path}: there is no such file or folder any more.`,
      });
    shell.showItemInFolder(path);
    return undefined;
  },
};

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
