import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { capture, expectAccessible, look } from '../fixtures/look.ts';
import { test } from '../fixtures/studio.ts';

test('every screen, in both themes and two sizes, is accessible', async ({ studio, folder }) => {
  const { page } = studio;
  await look(studio, 'sources-empty');
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  await studio.drop(resolve('resources/sample_events.jsonl'), empty);
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await look(studio, 'sources');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { name: 'Run', exact: true })).toBeVisible();
  await look(studio, 'run-ready');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await look(studio, 'run-finished');
  await page.getByRole('button', { name: 'Read the results' }).click();
  await expect(page.getByRole('heading', { name: 'Daily', level: 1 })).toBeVisible();
  await studio.goTo('Cohorts');
  await expect(page.getByRole('region', { name: 'Curves' })).toBeVisible();
  await look(studio, 'cohorts-sample');
  await page.keyboard.press('2');
  await expect(page.getByRole('group', { name: 'Verdict on min_events' })).toBeVisible();
  await look(studio, 'rules');
  await page.getByRole('textbox', { name: 'Rules as YAML' }).fill('ingest:\n  max_failed_lines: none\n');
  await page.getByRole('button', { name: 'Show changes' }).click();
  await look(studio, 'rules-faults');
  await page.getByRole('button', { name: 'Settings' }).click();
  await look(studio, 'settings');
});

test('a run under way, and the question before it is cancelled, are accessible', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 1_500_000));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: /: running/ })).toBeVisible();
  await capture(studio, 'run-running-light');
  await expectAccessible(studio);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeVisible();
  await capture(studio, 'run-cancel-light');
  await expectAccessible(studio);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByText('Run cancelled')).toBeVisible();
  await look(studio, 'run-cancelled');
});
