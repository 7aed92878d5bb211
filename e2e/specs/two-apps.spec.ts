import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { Studio, test } from '../fixtures/studio.ts';

/** An app with user data of its own, whose runs are kept in a folder that others use as well. */
async function openApp(folder: string, name: string, runsFolder: string): Promise<Studio> {
  const userData = join(folder, name);
  mkdirSync(userData);
  const chosen = { runsFolder, spillFolder: null, configs: [] };
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ settings: {}, chosen }));
  return Studio.open(userData);
}

function deleteRun({ page }: Studio, id: string) {
  return page.evaluate((run) => window.api.run.delete({ id: run }), id);
}

test('two apps on one folder of runs leave each other alone', async ({ folder }) => {
  const runs = join(folder, 'Event Analytics runs');
  const log = copyGenerated(join(folder, 'events.jsonl'), 400_000);
  const first = await openApp(folder, 'first', runs);
  const others: Studio[] = [];
  try {
    await first.drop(log);
    await first.page.getByRole('table', { name: 'Event logs' }).waitFor();
    await first.page.keyboard.press('Control+Enter');
    await expect(first.page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
    const [id = ''] = readdirSync(runs);
    const engine = await first.enginePid();
    // Held, so that it does not end before the other is there.
    process.kill(engine, 'SIGSTOP');
    const second = await openApp(folder, 'second', runs);
    others.push(second);
    await second.goTo('History');
    await expect(second.page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
    expect(await deleteRun(second, id)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('under way in another app') },
    });
    process.kill(engine, 'SIGCONT');
    await first.page.getByRole('region', { name: 'Result' }).waitFor();
    expect(existsSync(join(runs, id, 'manifest.json'))).toBe(true);

    // What one has finished shows in the other; what one has open the other does not delete.
    await first.goTo('Daily');
    await expect(first.page.getByLabel('Run shown').first()).toHaveValue(/^events\.jsonl, /);
    await second.goTo('Run');
    await second.goTo('History');
    const row = second.page.getByRole('table', { name: 'Runs' }).locator('tr[data-outcome="finished"]');
    await row.getByRole('button').click();
    await second.page.getByRole('button', { name: 'Delete…' }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Delete run' }).click();
    await expect(second.page.getByRole('alert').filter({ hasText: 'open in another app' })).toBeVisible();
    expect(existsSync(join(runs, id, 'manifest.json'))).toBe(true);

    await first.close();
    expect(await deleteRun(second, id)).toMatchObject({ ok: true });
    expect(readdirSync(runs)).toEqual([]);
  } finally {
    for (const app of [first, ...others]) await app.close();
  }
});
