import { isBusy } from '../../lib/jobs/job-store.ts';
import { runs } from '../../lib/jobs/run-store.ts';
import { goTo } from '../../lib/navigation-store.ts';
import { currentSettings } from '../../lib/settings.ts';
import { readDataset } from '../../setup/dataset-query.ts';
import { useRules } from '../../setup/rules-store.ts';

/** Starts a run over the sources with the configuration in use, and shows it. */
export async function startRun(): Promise<void> {
  // The screen says which run is under way, or which rules are at fault.
  if (isBusy(runs.use.getState()) || useRules.getState().issues.length > 0) {
    goTo('run');
    return;
  }
  await runs.start(async () => {
    const { files, problems } = await readDataset().catch((error: unknown) => {
      goTo('run');
      throw error;
    });
    // Something that was chosen cannot be read: its place to be dealt with is Sources, not half a result.
    if (files.length === 0 || problems.length > 0) {
      goTo('sources');
      return null;
    }
    goTo('run');
    const { config } = currentSettings();
    return {
      inputs: files.map(({ path }) => path),
      config: config && { name: config.path ?? 'etl_config.yaml', text: config.text },
    };
  });
}
