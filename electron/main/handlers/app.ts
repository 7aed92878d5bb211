import { app } from 'electron';
import type { Handlers } from '../ipc.ts';
import { samplePath } from '../sample-path.ts';

/** What the app says of itself. */
export function appHandlers(runsFolder: string): Pick<Handlers, 'app:info'> {
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
  };
}
