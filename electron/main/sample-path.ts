import { join } from 'node:path';
import { app } from 'electron';

/** The small event log that comes with the app. */
export function samplePath(): string {
  const resources = app.isPackaged ? process.resourcesPath : join(import.meta.dirname, '../../resources');
  return join(resources, 'sample_events.jsonl');
}
