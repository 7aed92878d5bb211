import { call, failureOf } from '../../lib/call.ts';
import { goTo } from '../../lib/navigation-store.ts';
import { currentSettings } from '../../lib/settings.ts';
import { readDataset } from '../../setup/dataset-query.ts';
import { useRules } from '../../setup/rules-store.ts';
import { isActive } from './run-state.ts';
import { useRun } from './run-store.ts';

/** Starts a run over the sources with the configuration in use, and shows it. */
export async function startRun(): Promise<void> {
  const { run, isStarting } = useRun.getState();
  if (isStarting || (run !== null && isActive(run))) {
    goTo('run');
    return;
  }
  if (useRules.getState().issues.length > 0) {
    // The screen says which.
    goTo('run');
    return;
  }
  useRun.setState({ isStarting: true, startFailure: null });
  try {
    const { files, problems } = await readDataset();
    const problem = problems[0];
    // Something that was chosen cannot be read: its place to be dealt with is Sources, not half a result.
    if (files.length === 0 || problem !== undefined) {
      goTo('sources');
      return;
    }
    goTo('run');
    const { config } = currentSettings();
    await call(
      window.api.run.start({
        inputs: files.map(({ path }) => path),
        config: config && { name: config.path ?? 'etl_config.yaml', text: config.text },
      }),
    );
  } catch (error) {
    goTo('run');
    useRun.setState({ startFailure: failureOf(error) });
  } finally {
    useRun.setState({ isStarting: false });
  }
}
