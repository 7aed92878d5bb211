import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { Studio, test } from '../fixtures/studio.ts';

const keep = 0;
const leave = 1;

async function startRun(studio: Studio, folder: string): Promise<void> {
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  await studio.page.getByRole('table', { name: 'Event logs' }).waitFor();
  await studio.page.keyboard.press('Control+Enter');
  await expect(studio.page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
}

function closeWindow(studio: Studio): Promise<void> {
  return studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

async function outcomes(userData: string): Promise<(string | null)[]> {
  const again = await Studio.open(userData);
  try {
    await again.goTo('History');
    const rows = again.page.getByRole('table', { name: 'Runs' }).locator('tbody tr[data-outcome]');
    await rows.first().waitFor();
    return await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-outcome')));
  } finally {
    await again.close();
  }
}

test.skip(process.platform === 'darwin', 'On macOS a closed window leaves the app running.');

test('a window that is closed during a run asks, and the run goes on where it is to', async ({
  studio,
  folder,
}) => {
  await startRun(studio, folder);
  await studio.answerQuestions(keep);
  await closeWindow(studio);
  await expect.poll(() => studio.lastQuestion()).toContain('A run is under way.');
  expect(await studio.lastQuestion()).toContain('Cancel run and close');
  await expect(studio.page.getByRole('region', { name: 'Result' })).toBeVisible();

  // Nothing is under way: nothing is asked.
  await studio.answerQuestions(keep);
  const gone = once(studio.process, 'exit');
  await closeWindow(studio);
  await gone;
});

test('it cancels the run and closes where it is to, and nothing is left of the run', async ({
  studio,
  folder,
}) => {
  await startRun(studio, folder);
  await studio.answerQuestions(leave);
  const gone = once(studio.process, 'exit');
  await closeWindow(studio);
  await gone;
  await studio.close();
  expect(studio.runFolders()).toEqual([]);
  expect(await outcomes(studio.userData)).toEqual(['cancelled']);
});

test('leaving the app asks as well; a signal of the system does not', async ({ studio, folder }) => {
  await startRun(studio, folder);
  await studio.answerQuestions(keep);
  await studio.app.evaluate(({ app }) => app.quit());
  await expect.poll(() => studio.lastQuestion()).toContain('A run is under way.');
  await expect(studio.page.getByRole('button', { name: 'Cancel run' })).toBeVisible();
  const gone = once(studio.process, 'exit');
  studio.process.kill('SIGTERM');
  await gone;
  await studio.close();
  expect(studio.runFolders()).toEqual([]);
  expect(await outcomes(studio.userData)).toEqual(['cancelled']);
});

test('a window that is closed during an export asks, and the export goes on', async ({ studio, folder }) => {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  await page.getByRole('table', { name: 'Event logs' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Result' }).waitFor();
  const to = join(folder, 'to');
  mkdirSync(to);
  await studio.answerOpenDialog(to);
  const chosen = await page.evaluate(() => window.api.dialog.chooseFolder());
  expect(chosen).toMatchObject({ ok: true, value: to });
  const started = await page.evaluate(async (folder) => {
    const runs = await window.api.run.list();
    const runId = runs.ok ? (runs.value[0]?.id ?? '') : '';
    const form = { format: 'csv', compression: 'gzip', layout: 'single' } as const;
    return window.api.export.start({ runId, form, outputs: ['events'], folder, replace: [] });
  }, to);
  expect(started).toMatchObject({ ok: true });
  // Held, so that it is not over before the window is closed.
  const engine = await studio.enginePid();
  process.kill(engine, 'SIGSTOP');
  await studio.answerQuestions(keep);
  await closeWindow(studio);
  await expect.poll(() => studio.lastQuestion()).toContain('An export is under way.');
  process.kill(engine, 'SIGCONT');
  await expect.poll(() => readdirSync(to)).toEqual(['events_cleaned.csv']);
});

test('what was changed last is kept, however soon the app is closed', async ({ studio }) => {
  const { page } = studio;
  await page.evaluate(() => {
    for (let limit = 1; limit <= 300; limit += 1)
      void window.api.settings.set({ runStoreLimitBytes: limit * 1000 });
    return window.api.settings.get();
  });
  const gone = once(studio.process, 'exit');
  await closeWindow(studio);
  await gone;
  const kept: unknown = JSON.parse(readFileSync(resolve(studio.userData, 'settings.json'), 'utf8'));
  expect(kept).toMatchObject({ settings: { runStoreLimitBytes: 300_000 } });
});
