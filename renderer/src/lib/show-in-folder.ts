import { call } from './call.ts';
import { notifyFailure } from './notify.ts';

/** Shows a file or folder in the desktop's file manager; says so where it is gone. */
export function showInFolder(path: string): void {
  call(window.api.shell.showItem(path)).catch((error: unknown) =>
    notifyFailure('The folder cannot be shown', error),
  );
}
