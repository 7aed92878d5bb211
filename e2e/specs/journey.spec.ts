import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { ask } from '../../test/kit/plain-duckdb.ts';
import { runByCli, tableHashes } from '../fixtures/built-cli.ts';
import { test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

test('from dropped file to exported Parquet: what the command line makes of the same input and rules', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await studio.drop(sample);
  await expect(page.getByRole('row', { name: /sample_events\.jsonl/ })).toBeVisible();

  // Thresholds: one by keyboard, one by mouse, one that changes what is computed; the YAML follows.
  await studio.goTo('Rules');
  const yaml = page.getByRole('textbox', { name: 'Rules as YAML' });
  await page.getByRole('textbox', { name: 'min_events' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(yaml).toHaveValue(/min_events: 1100\n/);
  const slider = page.getByRole('slider', { name: 'max_null_percentage slider' });
  const thumb = await slider.boundingBox();
  if (thumb === null) throw new Error('The slider is not on screen.');
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2);
  await page.mouse.down();
  await page.mouse.move(thumb.x + thumb.width / 2 + 60, thumb.y + thumb.height / 2, { steps: 6 });
  await page.mouse.up();
  await expect(yaml).toHaveValue(/max_null_percentage: 0\.[2-9]/);
  await page.getByRole('combobox', { name: 'timezone' }).fill('Berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await expect(yaml).toHaveValue(/timezone: Europe\/Berlin\n/);
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, await yaml.inputValue());

  // The run, with its stages and its log.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: /: done$/ })).toHaveCount(8);
  await expect(page.getByRole('log')).toContainText('Reading 1 file');
  await expect(page.getByRole('log')).toContainText('Done: 4,985 events cleaned.');
  await expect(page.getByTestId('reconciliation-cleaned')).toHaveText('4,985');

  // The export, and the same by the command line.
  const to = join(folder, 'to');
  mkdirSync(to);
  await studio.goTo('Export');
  await studio.answerOpenDialog(to);
  await page.getByRole('button', { name: 'Choose…' }).click();
  await page.getByRole('region', { name: 'Target' }).getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('region', { name: 'Exported' })).toContainText('events_cleaned.parquet');

  const byCli = join(folder, 'by-cli');
  const manifest = runByCli(sample, byCli, '--config', rules);
  expect(manifest.config).toMatchObject({
    aggregation: { timezone: 'Europe/Berlin' },
    quality_checks: { min_events: 1100 },
  });
  expect(tableHashes(to)).toEqual(tableHashes(byCli));
  for (const table of ['events_cleaned', 'daily_metrics', 'retention_cohorts']) {
    const rows = (path: string) => ask(`SELECT * FROM read_parquet('${join(path, `${table}.parquet`)}')`);
    expect(await rows(to), table).toEqual(await rows(byCli));
  }
  // The rules had their say: by default days are those of UTC.
  const inUtc = join(folder, 'in-utc');
  runByCli(sample, inUtc);
  expect(tableHashes(to)).not.toEqual(tableHashes(inUtc));
});
