import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { formatNumber } from '../../shared/format/number.ts';
import { copyGenerated, runByCli, tableHashes } from '../fixtures/built-cli.ts';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

function reconciliation(page: Page, label: string) {
  return page.getByTestId(`reconciliation-${label}`);
}

test('opens a window that says what to do', async ({ studio }) => {
  const { page } = studio;
  await expect(page).toHaveTitle('Event Analytics Studio');
  await expect(page.getByRole('heading', { name: 'Drop event logs here' })).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { name: 'Nothing to run yet' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'Drop event logs here' })).toBeVisible();
});

test('a dropped file runs to the numbers and tables of the command line', async ({ studio, folder }) => {
  const { page } = studio;
  await studio.drop(sample);
  await expect(page.getByRole('row', { name: /sample_events\.jsonl/ })).toContainText('1.3 MB');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await expect(page.getByRole('listitem', { name: /: done$/ })).toHaveCount(8);
  await expect(page.getByRole('log')).toContainText('Reading 1 file');

  const byCli = runByCli(sample, join(folder, 'by-cli'));
  const { lines, events_cleaned, events_rejected, duplicates_removed, blank_lines } = byCli.reconciliation;
  await expect(reconciliation(page, 'lines')).toHaveText(formatNumber(lines));
  await expect(reconciliation(page, 'cleaned')).toHaveText(formatNumber(events_cleaned));
  await expect(reconciliation(page, 'rejected')).toHaveText(formatNumber(events_rejected));
  await expect(reconciliation(page, 'duplicates')).toHaveText(formatNumber(duplicates_removed));
  await expect(reconciliation(page, 'blank')).toHaveText(formatNumber(blank_lines));
  const [runFolder = ''] = studio.runFolders();
  expect(tableHashes(runFolder)).toEqual(tableHashes(join(folder, 'by-cli')));
});

test('folders are searched, and what is no event log is named while the rest goes on', async ({
  studio,
  folder,
}) => {
  const logs = join(folder, 'logs');
  mkdirSync(join(logs, 'deeper'), { recursive: true });
  copyFileSync(sample, join(logs, 'deeper', 'day1.jsonl'));
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const picture = join(folder, 'picture.png');
  writeFileSync(picture, 'no events');
  await studio.drop(logs, empty, picture);
  const { page } = studio;
  await expect(page.getByRole('row', { name: /day1\.jsonl/ })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: empty })).toContainText('holds no event file');
  await expect(page.getByRole('alert').filter({ hasText: picture })).toContainText('not an event file');
});

test('a file that is gone by the time of the run is named', async ({ studio, folder }) => {
  const log = join(folder, 'gone.jsonl');
  copyFileSync(sample, log);
  await studio.drop(log);
  await expect(studio.page.getByRole('row', { name: /gone\.jsonl/ })).toBeVisible();
  rmSync(log);
  await studio.page.keyboard.press('Control+Enter');
  await expect(studio.page.getByRole('alert')).toContainText('there is no such file');
});

test('a configuration with faults says where they are', async ({ studio, folder }) => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, 'quality_checks:\n  min_events: many\n');
  await studio.drop(sample);
  await studio.page.getByRole('button', { name: 'Continue to run' }).click();
  await studio.answerOpenDialog(rules);
  await studio.page.getByRole('button', { name: 'Open…' }).click();
  await expect(studio.page.getByText(basename(rules), { exact: true })).toBeVisible();
  await expect(studio.page.getByRole('alert')).toContainText(
    `${rules}:2:15: quality_checks.min_events must be`,
  );
  await expect(studio.page.getByRole('button', { name: 'Start run' })).toBeDisabled();
  await studio.page.keyboard.press('Control+Enter');
  await expect(studio.page.getByText('No run yet')).toBeVisible();
  expect(studio.runFolders()).toEqual([]);
});

test('a cancelled run leaves nothing', async ({ studio, folder }) => {
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  const { page } = studio;
  await page.getByRole('button', { name: 'Continue to run' }).click();
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Cancel this run?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('status', { name: 'Current run' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByText('Run cancelled')).toBeVisible();
  expect(studio.runFolders()).toEqual([]);
});

test('an engine that dies is an error on screen, and the next run works', async ({ studio, folder }) => {
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  const { page } = studio;
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
  process.kill(await studio.enginePid(), 'SIGKILL');
  await expect(page.getByRole('alert')).toContainText('The engine was ended from outside (signal 9)');
  await expect.poll(() => studio.runFolders()).toEqual([]);
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await expect(reconciliation(page, 'lines')).toHaveText('400,000');
});

test('a restart finds sources, runs, appearance and the window again', async ({ studio }) => {
  const { page } = studio;
  await studio.drop(sample);
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await studio.chooseTheme('Dark');
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1111, 777));
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await expect(again.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    const size = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
    expect(size).toEqual([1111, 777]);
    await again.page.keyboard.press('3');
    await expect(again.page.getByRole('region', { name: 'Last run' })).toBeVisible();
    await again.page.keyboard.press('1');
    await again.page.getByRole('button', { name: /sample_events\.jsonl/ }).click();
    await expect(again.page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  } finally {
    await again.close();
  }
});
