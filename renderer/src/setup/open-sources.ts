import { call } from '../lib/call.ts';
import { goTo } from '../lib/navigation-store.ts';
import { changeSettings, currentSettings } from '../lib/settings.ts';
import { readDataset } from './dataset-query.ts';
import { addPaths } from './sources-store.ts';

const maxRecents = 10;
const maxPathsRemembered = 1000;

/** Adds files and folders, shows them, and remembers them if they hold events. */
export async function addSources(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  addPaths(paths);
  goTo('sources');
  const { files, problems } = await readDataset().catch(() => ({ files: [], problems: [] }));
  const useful = paths.filter((path) => !problems.some((problem) => problem.path === path));
  if (files.length > 0 && useful.length > 0) await remember(useful.slice(0, maxPathsRemembered));
}

/** Asks for files, or for folders: not every desktop has a dialog for both. */
export async function openSources(kind: 'files' | 'folder'): Promise<void> {
  const paths = await call(window.api.dialog.openInputs(kind));
  if (paths !== null) await addSources(paths);
}

/** Adds the sample that comes with the app. */
export async function openSample(): Promise<void> {
  const { samplePath } = await call(window.api.app.info());
  await addSources([samplePath]);
}

async function remember(paths: string[]): Promise<void> {
  const key = JSON.stringify(paths);
  const others = currentSettings().recentInputs.filter((recent) => JSON.stringify(recent) !== key);
  await changeSettings({ recentInputs: [paths, ...others].slice(0, maxRecents) });
}
