import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { ask } from '../../test/kit/plain-duckdb.ts';
import { copyGenerated, runByCli, tableHashes } from '../fixtures/built-cli.ts';
import { capture, expectAccessible, look } from '../fixtures/look.ts';
import { appWithSmallDisk } from '../fixtures/small-disk.ts';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

/** A folder to export to, chosen in the native dialog. */
async function chooseFolder(studio: Studio, path: string): Promise<void> {
  mkdirSync(path, { recursive: true });
  await studio.answerOpenDialog(path);
  await studio.page.getByRole('group', { name: 'Folder' }).getByRole('button', { name: 'Choose…' }).click();
  await expect(studio.page.getByRole('group', { name: 'Folder' })).toContainText(path);
}

async function exportNow({ page }: Studio): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).last().click();
}

test('there is nothing to export before a run, and then the sample is, as the command line has it', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await page.keyboard.press('8');
  await expect(page.getByRole('heading', { name: 'No results yet' })).toBeVisible();
  await studio.goTo('Sources');
  await studio.run(sample);
  await studio.goTo('Export');
  const outputs = page.getByRole('table', { name: 'Outputs to export' });
  await expect(outputs.getByRole('row', { name: /Cleaned events/ })).toContainText('4,985');
  await expect(
    page.getByRole('region', { name: 'Target' }).getByRole('button', { name: 'Export' }),
  ).toBeDisabled();

  const to = join(folder, 'to');
  await chooseFolder(studio, to);
  await exportNow(studio);
  const exported = page.getByRole('region', { name: 'Exported' });
  await expect(exported).toContainText(to);
  const byCli = join(folder, 'by-cli');
  runByCli(sample, byCli);
  expect(tableHashes(to)).toEqual(tableHashes(byCli));
  expect(readdirSync(to).toSorted()).toEqual(readdirSync(byCli).toSorted());
  const rows = (path: string) => ask(`SELECT * FROM read_parquet('${join(path, 'events_cleaned.parquet')}')`);
  expect(await rows(to)).toEqual(await rows(byCli));

  await studio.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => Object.assign(globalThis, { shown: path });
  });
  await exported.getByRole('button', { name: 'Show in folder' }).click();
  await expect
    .poll(() => studio.app.evaluate(() => Reflect.get(globalThis, 'shown')))
    .toBe(join(to, 'events_cleaned.parquet'));
});

test('tables are written as CSV, JSON lines, and a folder a day', async ({ openOver, folder }) => {
  const { studio } = await openOver('sample_events.jsonl', readFileSync(sample));
  const { page } = studio;
  await studio.goTo('Export');
  const [run = ''] = studio.runFolders();
  const own = `read_parquet('${join(run, 'events_cleaned.parquet')}')`;
  const same = `SELECT event_id, player_id, timestamp::TIMESTAMPTZ AS timestamp, event_date::DATE AS event_date, source_line::INT AS line FROM`;
  const exported = page.getByRole('region', { name: 'Exported' });
  const outputs = page.getByRole('table', { name: 'Outputs to export' });

  await page.getByText('CSV', { exact: true }).click();
  await expect(outputs.getByRole('row', { name: /Cleaned events/ })).toContainText('events_cleaned.csv');
  await expect(outputs.getByRole('row', { name: /Cleaned events/ })).toContainText('about');
  await expect(page.getByRole('combobox', { name: 'Compression' })).toBeDisabled();
  for (const output of ['Quality report', 'Manifest', 'Rejected lines'])
    await outputs.getByRole('checkbox', { name: output }).uncheck();
  const csv = join(folder, 'csv');
  await chooseFolder(studio, csv);
  await exportNow(studio);
  await expect(exported).toContainText(csv);
  expect(readdirSync(csv).toSorted()).toEqual([
    'daily_metrics.csv',
    'events_cleaned.csv',
    'retention_cohorts.csv',
  ]);
  const csvReader = `read_csv('${join(csv, 'events_cleaned.csv')}', all_varchar = true, header = true)`;
  expect(await ask(`${same} ${csvReader}`)).toEqual(await ask(`${same} ${own}`));

  await page.getByText('JSON lines', { exact: true }).click();
  await page.getByRole('radio', { name: 'A folder a day' }).check();
  await expect(outputs.getByRole('row', { name: /Daily metrics/ })).toContainText('daily_metrics/');
  const byDate = join(folder, 'by-date');
  await chooseFolder(studio, byDate);
  await exportNow(studio);
  await expect(exported).toContainText(byDate);
  await expect(exported).toContainText(/events_cleaned\/\d+ files/);
  const jsonReader = `read_json('${byDate}/events_cleaned/*/*.jsonl', format = 'newline_delimited', hive_partitioning = true, hive_types_autocast = false)`;
  expect(await ask(`${same} ${jsonReader} ORDER BY line`)).toEqual(await ask(`${same} ${own} ORDER BY line`));
});

test('what is there is replaced only where the user agrees, and the folder is known after a restart', async ({
  openOver,
  folder,
}) => {
  const to = join(folder, 'to');
  mkdirSync(to);
  writeFileSync(join(to, 'manifest.json'), 'mine');
  writeFileSync(join(to, 'notes.txt'), 'mine');
  const { studio } = await openOver('sample_events.jsonl', readFileSync(sample));
  const { page } = studio;
  await studio.goTo('Export');
  await chooseFolder(studio, to);
  const target = page.getByRole('region', { name: 'Target' });
  await expect(target).toContainText('1 output will be replaced');
  await expect(target.getByRole('listitem')).toContainText('manifest.json 4 B');
  const dialog = page.getByRole('dialog', { name: 'Replace what is there?' });
  for (const theme of ['Light', 'Dark'] as const) {
    await studio.chooseTheme(theme);
    await target.getByRole('button', { name: 'Export…' }).click();
    await expect(dialog).toContainText('manifest.json');
    await expectAccessible(studio);
    await capture(studio, `export-replace-${theme.toLowerCase()}`);
    await dialog.getByRole('button', { name: 'Keep them', exact: true }).last().click();
    await expect(dialog).toBeHidden();
  }
  expect(readFileSync(join(to, 'manifest.json'), 'utf8')).toBe('mine');

  await target.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByRole('button', { name: 'Replace and export' }).click();
  await expect(page.getByRole('region', { name: 'Exported' })).toBeVisible();
  expect(JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'))).toMatchObject({
    reconciliation: { events_cleaned: 4985 },
  });
  expect(readFileSync(join(to, 'notes.txt'), 'utf8')).toBe('mine');
  await look(studio, 'export');
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await again.goTo('Export');
    await expect(again.page.getByRole('region', { name: 'Target' })).toContainText(to);
    await expect(again.page.getByRole('region', { name: 'Target' })).toContainText('will be replaced');
    rmSync(to, { recursive: true });
    await again.goTo('Sources');
    await again.goTo('Export');
    await expect(again.page.getByRole('alert')).toContainText(`${to}: there is no such folder any more`);
  } finally {
    await again.close();
  }
});

test('a page cannot export to where the user has not said, nor anybody into the store of runs', async ({
  openOver,
  folder,
}) => {
  const { studio } = await openOver('sample_events.jsonl', readFileSync(sample));
  const { page } = studio;
  const [run = ''] = studio.runFolders();
  const before = readdirSync(run);
  const start = (to: string) =>
    page.evaluate(
      async ([runId = '', path = '']) => {
        const form = { format: 'parquet', compression: 'zstd', layout: 'single' } as const;
        const target = await window.api.export.target({ folder: path });
        const request = {
          runId,
          form,
          folder: path,
          outputs: ['manifest' as const],
          replace: ['manifest.json'],
        };
        const started = await window.api.export.start(request);
        return [target, started].map((reply) => (reply.ok ? 'ok' : reply.error.code));
      },
      [run.slice(-36), to],
    );
  expect(await start(folder)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  expect(await start(join(run, '..'))).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  expect(readdirSync(folder)).toEqual(['user-data']);

  await studio.goTo('Export');
  await chooseFolder(studio, run);
  await expect(page.getByRole('alert')).toContainText('the app keeps its runs here');
  expect(await start(run)).toEqual(['OUTPUT_FAILED', 'ok']);
  await expect(page.getByRole('alert').filter({ hasText: 'The export failed' })).toContainText(
    'keeps its runs',
  );
  expect(readdirSync(run)).toEqual(before);
});

test('a large export tells how far it is, and cancelled, or with a dead engine, leaves the old files', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 300_000));
  await page.getByRole('table', { name: 'Event logs' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await studio.goTo('Export');
  await page.getByText('JSON lines', { exact: true }).click();
  await page.getByRole('radio', { name: 'A folder a day' }).check();
  const to = join(folder, 'to');
  mkdirSync(to);
  writeFileSync(join(to, 'manifest.json'), 'old');
  await chooseFolder(studio, to);
  const target = page.getByRole('region', { name: 'Target' });
  const start = async () => {
    await target.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replace and export' }).click();
    await expect(page.getByRole('status', { name: 'Current export' })).toContainText(
      'Writing events_cleaned',
    );
  };
  await start();
  await page.getByRole('button', { name: 'Cancel export' }).click();
  await expect(page.getByRole('alert')).toContainText('The export was cancelled');
  expect(readdirSync(to)).toEqual(['manifest.json']);

  await start();
  process.kill(await studio.enginePid(), 'SIGKILL');
  await expect(page.getByRole('alert')).toContainText('The engine stopped unexpectedly');
  expect(readFileSync(join(to, 'manifest.json'), 'utf8')).toBe('old');
  // The screen looks at the folder again, and that clears up.
  await expect.poll(() => readdirSync(to)).toEqual(['manifest.json']);

  await start();
  await capture(studio, 'export-running');
  await expectAccessible(studio);
  await expect(page.getByRole('region', { name: 'Exported' })).toBeVisible();
  expect(statSync(join(to, 'manifest.json')).size).toBeGreaterThan(100);
  const jsonReader = `read_json('${to}/events_cleaned/*/*.jsonl', format = 'newline_delimited')`;
  expect(await ask(`SELECT count(*) AS n FROM ${jsonReader}`)).toEqual([{ n: '300000' }]);
});

test('a disk that is full is told as that, with what to do', async ({ folder }) => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const launcher = appWithSmallDisk(folder, disk, '100k');
  const studio = await Studio.open(join(folder, 'user-data'), launcher);
  try {
    await studio.run(sample);
    await studio.goTo('Export');
    await chooseFolder(studio, disk);
    const target = studio.page.getByRole('region', { name: 'Target' });
    await expect(target).toContainText('free: too little.');
    await exportNow(studio);
    const alert = studio.page.getByRole('alert').filter({ hasText: 'The export failed' });
    await expect(alert).toContainText(
      new RegExp(
        `${disk}: the disk is full \\(.* free now\\); free some space or choose a folder on another disk\\.`,
      ),
    );
    await look(studio, 'export-full-disk');
    // Nothing is left there that would take room, and another folder does.
    await expect(target).toContainText('102 KB free');
    await chooseFolder(studio, join(folder, 'to'));
    await exportNow(studio);
    await expect(studio.page.getByRole('region', { name: 'Exported' })).toBeVisible();
  } finally {
    await studio.close();
  }
});
