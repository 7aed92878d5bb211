import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { look } from '../fixtures/look.ts';
import { Studio, test } from '../fixtures/studio.ts';

const formatsFolder = resolve('test/formats');
const formats = readdirSync(formatsFolder).filter((name) => /^\d+$/.test(name));
const screens = ['Sources', 'Rules', 'Run', 'Daily', 'Cohorts', 'Quality', 'Data', 'Export', 'History'];

/** The app over what a released version has left in its user-data folder. */
async function openFormat(folder: string, format: string, change = (_runs: string) => {}): Promise<Studio> {
  const userData = join(folder, `format-${format}`);
  cpSync(join(formatsFolder, format), userData, { recursive: true });
  change(join(userData, 'runs'));
  return Studio.open(userData);
}

const runs = (page: Page, outcome: string) =>
  page.getByRole('table', { name: 'Runs' }).locator(`tr[data-outcome="${outcome}"]`);

for (const format of formats) {
  test(`a store of format ${format} opens on every screen, compares and exports`, async ({ folder }) => {
    test.setTimeout(240_000);
    const studio = await openFormat(folder, format);
    const { page } = studio;
    try {
      for (const screen of screens) {
        await studio.goTo(screen);
        await expect(
          page.locator('[aria-label^="Reading"], [aria-label="Measuring the outputs"]'),
        ).toHaveCount(0, { timeout: 30_000 });
        await expect(page.getByRole('alert')).toHaveCount(0);
      }
      const finished = runs(page, 'finished');
      await expect(finished).toHaveCount(studio.runFolders().length);
      await expect(runs(page, 'unreadable')).toHaveCount(0);
      for (const name of ['Trends', 'Compare']) {
        await page.getByRole('tab', { name }).click();
        await expect(page.getByRole('alert')).toHaveCount(0);
      }
      await page.getByRole('tab', { name: 'Runs' }).click();
      for (const row of await finished.all()) await row.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Compare marked runs' }).click();
      for (const part of ['Counts compared', 'Rules compared', 'Checks compared'])
        await expect(page.getByRole('region', { name: part })).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);

      await studio.goTo('Export');
      const to = join(folder, 'to');
      mkdirSync(to);
      await studio.answerOpenDialog(to);
      await page.getByRole('group', { name: 'Folder' }).getByRole('button', { name: 'Choose…' }).click();
      await page.getByRole('button', { name: 'Export', exact: true }).last().click();
      await expect(page.getByRole('region', { name: 'Exported' })).toContainText(to);
      expect(readdirSync(to)).toContain('manifest.json');
    } finally {
      await studio.close();
    }
  });
}

test('runs that cannot be read are listed with the reason, and deleted by hand', async ({ folder }) => {
  test.setTimeout(180_000);
  const studio = await openFormat(folder, '1', (store) => {
    const [first = '', second = ''] = readdirSync(store);
    const manifest = readFileSync(join(store, first, 'manifest.json'), 'utf8');
    writeFileSync(join(store, first, 'manifest.json'), manifest.replace('{', '{ "format_version": 99,'));
    cpSync(join(store, first), join(store, '11111111-1111-4111-8111-111111111111'), { recursive: true });
    rmSync(join(store, '11111111-1111-4111-8111-111111111111', 'manifest.json'));
    expect(second).not.toBe('');
  });
  const { page } = studio;
  try {
    await studio.goTo('History');
    await expect(runs(page, 'finished')).toHaveCount(1);
    const unreadable = runs(page, 'unreadable');
    await expect(unreadable).toHaveCount(2);
    await expect(unreadable.first()).toContainText('Cannot be read');
    await expect(unreadable.first().getByRole('checkbox')).toHaveCount(0);
    await unreadable.first().getByRole('button').click();
    const details = page.getByRole('region', { name: 'Details of the run' });
    await expect(details.getByRole('alert')).toContainText('made by a newer version of the app (format 99');
    await look(studio, 'history-unreadable');
    await page.getByRole('tab', { name: 'Trends' }).click();
    await expect(page.getByText('The latest 1 finished run')).toBeVisible();
    await page.getByRole('tab', { name: 'Runs' }).click();

    const lost = join(studio.userData, 'runs', '11111111-1111-4111-8111-111111111111');
    await unreadable.last().getByRole('button').click();
    await expect(details.getByRole('alert')).toContainText('manifest.json is missing');
    await details.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete run' }).click();
    await expect(unreadable).toHaveCount(1);
    expect(existsSync(lost)).toBe(false);
    await studio.goTo('Daily');
    await expect(page.getByRole('alert')).toHaveCount(0);
  } finally {
    await studio.close();
  }
});
