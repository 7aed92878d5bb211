import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { isRunning } from '../../test/kit/is-running.ts';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { Studio, test } from '../fixtures/studio.ts';

/** Kills the app's main process alone, as the system does where memory is short, and waits for the end of its engine. */
async function killApp(studio: Studio): Promise<void> {
  const engine = await studio.enginePid();
  studio.process.kill('SIGKILL');
  await expect.poll(() => isRunning(engine)).toBe(false);
  await studio.close();
}

test('the engine ends with its app, whenever in a run that is killed', async ({ folder }) => {
  const log = copyGenerated(join(folder, 'events.jsonl'), 400_000);
  const userData = join(folder, 'user-data');
  for (const afterMs of [0, 300, 900, 1800]) {
    const studio = await Studio.open(userData);
    await studio.drop(log);
    await studio.page.getByRole('table', { name: 'Event logs' }).waitFor();
    await studio.page.keyboard.press('Control+Enter');
    await expect(studio.page.getByRole('listitem', { name: /: running$/ })).toBeVisible();
    await wait(afterMs);
    await killApp(studio);
  }
});

test('an engine that rests, and one that is asked, ends with its app; what was there is there again', async ({
  folder,
}) => {
  const log = copyGenerated(join(folder, 'events.jsonl'), 400_000);
  const studio = await Studio.open(join(folder, 'user-data'));
  await studio.drop(log);
  await studio.page.getByRole('table', { name: 'Event logs' }).waitFor();
  await studio.page.keyboard.press('Control+Enter');
  await studio.page.getByRole('region', { name: 'Result' }).waitFor();
  await killApp(studio);
  const finished = studio.runFolders();
  expect(finished).toHaveLength(1);

  const again = await Studio.open(studio.userData);
  await again.page.evaluate(async () => {
    const runs = await window.api.run.list();
    const runId = runs.ok ? (runs.value[0]?.id ?? '') : '';
    const view = { runId, filters: [], sort: { column: 'event_id', direction: 'descending' } } as const;
    // Nobody is there any more when the answers come.
    for (const offset of [0, 100_000, 200_000])
      void window.api.data.page({ ...view, filters: [], columns: ['event_id'], offset, limit: 100 });
  });
  await killApp(again);
  expect(again.runFolders()).toEqual(finished);
  const third = await Studio.open(studio.userData);
  await third.goTo('History');
  await expect(third.page.locator('tr[data-outcome="finished"]')).toHaveCount(1);
  await third.close();
});
