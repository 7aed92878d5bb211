import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

test.skip(process.platform === 'win32', 'Windows knows no such permissions.');

/** What lies in a folder and is open to others than its owner, with its permissions. */
function openToOthers(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).map(({ parentPath, name }) =>
    join(parentPath, name),
  );
  return paths.flatMap((path) => {
    const mode = statSync(path).mode & 0o777;
    return (mode & 0o077) === 0 ? [] : [`${relative(folder, path)} ${mode.toString(8)}`];
  });
}

test('what the app keeps is the user’s alone, also what an earlier version left open', async ({ folder }) => {
  const userData = join(folder, 'user-data');
  const own = ['runs', 'run-records', 'logs', 'work'].map((name) => join(userData, name));
  for (const path of own) mkdirSync(path, { recursive: true });
  const settings = join(userData, 'settings.json');
  writeFileSync(settings, JSON.stringify({ settings: {} }));
  for (const path of [userData, ...own]) chmodSync(path, 0o755);
  chmodSync(settings, 0o644);

  const studio = await Studio.open(userData);
  try {
    await studio.run(sample);
    await studio.chooseTheme('Dark');
    await studio.goTo('Data');
    await studio.page.getByRole('grid').first().waitFor();
    const kept = ['settings.json', 'run-records', 'runs', 'logs', 'work'].map((name) => join(userData, name));
    await expect.poll(() => statSync(settings).mode & 0o777).toBe(0o600);
    for (const path of [userData, ...kept]) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
    for (const path of kept.slice(1)) expect(openToOthers(path)).toEqual([]);

    // Files of the user's: a new one is theirs alone, and one that is there keeps its permissions.
    const rules = join(folder, 'rules.yaml');
    for (const mode of [0o600, 0o640]) {
      writeFileSync(rules, 'strict_mode: true\n');
      chmodSync(rules, mode);
      await studio.answerSaveDialog(rules);
      const saved = await studio.page.evaluate(() =>
        window.api.dialog.saveConfig({ path: null, text: 'strict_mode: false\n' }),
      );
      expect(saved).toMatchObject({ ok: true });
      expect(statSync(rules).mode & 0o777).toBe(mode);
    }
    const table = join(folder, 'events.csv');
    await studio.save(table, () => studio.page.getByRole('button', { name: 'Save as CSV…' }).click());
    await expect.poll(() => statSync(table).mode & 0o777).toBe(0o600);
  } finally {
    await studio.close();
  }
});
