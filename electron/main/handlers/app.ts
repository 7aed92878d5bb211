import { join } from 'node:path';
import { app } from 'electron';
import type { Handlers } from '../ipc.ts';

/** What the app says of itself. */
export function appHandlers(runsFolder: string): Pick<Handlers, 'app:info'> {
  const resources = app.isPackaged ? process.resourcesPath : join(import.meta.dirname, '../../resources');
  return {
    'app:info': () => ({
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions['electron'] ?? '',
      chrome: process.versions['chrome'] ?? '',
      node: process.versions.node,
      platform: process.platform,
      samplePath: join(resources, 'sample_events.jsonl'),
      runsFolder,
    }),
  };
}
