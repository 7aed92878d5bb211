import { chmodSync } from 'node:fs';
import { ownFolderMode } from './write-atomically.ts';

/** Closes folders of the app's own to everyone but the user: earlier versions left them open. What is not there yet is made so. */
export function keepPrivate(folders: readonly string[]): void {
  // On Windows they are the user's already: they lie in the user's profile.
  if (process.platform === 'win32') return;
  for (const folder of folders) {
    try {
      chmodSync(folder, ownFolderMode);
    } catch {
      // Not there yet, or on a disk that knows no permissions.
    }
  }
}
