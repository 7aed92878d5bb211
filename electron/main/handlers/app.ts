import { app } from 'electron';
import type { Handlers } from '../ipc.ts';
import { samplePath } from '../sample-path.ts';

/** What the app says of itself, and what the page says. */
export function appHandlers(
  runsFolder: string,
  onReady: () => void,
): Pick<Handlers, 'app:info' | 'app:ready'> {
  return {
    'app:info': () => ({
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions['electron'] ?? '',
      chrome: process.versions['chrome'] ?? '',
      node: process.versions.node,
      platform: process.platform,
      samplePath: samplePath(),
      runsFolder,
    }),
    'app:ready': () => {
      onReady();
      return undefined;
    },
  };
}
