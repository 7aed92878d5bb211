import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { parseCsv } from '../../test/kit/parse-csv.ts';
import { ask } from '../../test/kit/plain-duckdb.ts';
import { capture, expectAccessible, look } from '../fixtures/look.ts';
import { appWithSmallDisk } from '../fixtures/small-disk.ts';
import { type OpenOver, Studio, test } from '../fixtures/studio.ts';

type Properties = Record<string, unknown>;

/** An event log of one event for each set of properties, a minute apart. */
function logOf(events: readonly (Properties | string)[]): string {
  const lines = events.map((properties, index) => {
    const timestamp = new Date(Date.UTC(2024, 0, 15) + index * 60_000).toISOString();
    const event_type = index % 2 === 0 ? 'session_start' : 'purchase';
    const event = { event_id: `e${index}`, player_id: `p${index % 3}`, event_type, timestamp };
    const text = typeof properties === 'string' ? properties : JSON.stringify(properties);
    return `${JSON.stringify(event).slice(0, -1)},"properties":${text}}\n`;
  });
  return lines.join('');
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Events' });

/** The cells of a column as they stand on screen, from the top. */
async function cellsOf(page: Page, column: string): Promise<string[]> {
  const header = grid(page).getByRole('columnheader').filter({ hasText: column });
  const at = await header.first().getAttribute('aria-colindex');
  return page.locator(`[role="gridcell"][aria-colindex="${at}"]`).allInnerTexts();
}

async function showData(studio: Studio): Promise<void> {
  await studio.page.keyboard.press('7');
  await expect(grid(studio.page)).toBeVisible();
}

/** Shows the events of a log that was run over before. */
async function openData(openOver: OpenOver, log: string | Buffer): Promise<Studio> {
  const { studio } = await openOver('events.jsonl', log);
  await showData(studio);
  return studio;
}

async function filter(page: Page, column: string, operator: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `Filter ${column}`, exact: true }).click();
  const form = page.getByRole('dialog', { name: `Filter ${column}` });
  await form.getByRole('combobox').selectOption(operator);
  await form.getByRole('textbox', { name: 'Value' }).fill(value);
  await form.getByRole('button', { name: 'Add filter' }).click();
}

test('events are filtered, sorted, read in full and copied as SQL', async ({ openOver }) => {
  const names = ["O'Brien", '100%', '', 'Ä', '100 x', null];
  const events = logOf(
    names.map((name, index) => `{"name":${JSON.stringify(name)},"big":9007199254740993,"n":${5 - index}}`),
  );
  const { studio, log } = await openOver('events.jsonl', events);
  await showData(studio);
  const { page } = studio;
  const found = page.getByRole('status', { name: 'Events found' });
  await expect(found).toHaveText('6 events');
  await page.getByRole('button', { name: /^Columns/ }).click();
  const chooser = page.getByRole('dialog', { name: 'Columns' });
  for (const column of ['player_id', 'session_id', 'event_date', 'event_hour', 'day_of_week'])
    await chooser.getByRole('checkbox', { name: column }).uncheck();
  await chooser.getByRole('checkbox', { name: 'is_future' }).uncheck();
  await chooser.getByRole('checkbox', { name: 'is_revenue_outlier' }).uncheck();
  await page.keyboard.press('Escape');
  await expect.poll(() => cellsOf(page, 'event_id')).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5']);
  expect(await cellsOf(page, 'prop_name')).toEqual(["O'Brien", '100%', '""', 'Ä', '100 x', 'null']);

  const sort = page.getByRole('button', { name: 'Sort by prop_n', exact: true });
  await sort.click();
  await expect.poll(() => cellsOf(page, 'prop_n')).toEqual(['0', '1', '2', '3', '4', '5']);
  await expect(grid(page).locator('[aria-sort="ascending"]')).toContainText('prop_n');
  await sort.press('Enter');
  await expect.poll(() => cellsOf(page, 'event_id')).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5']);
  await expect(grid(page).locator('[aria-sort="descending"]')).toContainText('prop_n');

  await filter(page, 'prop_n', 'gte', 'many');
  await expect(page.getByText('Enter a whole number, such as 12.')).toBeVisible();
  await page.keyboard.press('Escape');
  await filter(page, 'prop_name', 'contains', '100');
  await expect(found).toHaveText('2 of 6 events');
  await filter(page, 'prop_name', 'not_equals', 'it\'s "100" %_');
  await expect.poll(() => cellsOf(page, 'event_id')).toEqual(['e1', 'e4']);
  await page.getByRole('button', { name: 'Copy as SQL filter' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const where = await studio.copiedText();
  const [runFolder = ''] = studio.runFolders();
  const file = join(runFolder, 'events_cleaned.parquet');
  const rows = await ask(`SELECT event_id FROM '${file}' ${where} ORDER BY 1`);
  expect(rows).toEqual([{ event_id: 'e1' }, { event_id: 'e4' }]);

  await page.getByRole('button', { name: 'Remove filter prop_name contains 100' }).press('Enter');
  await expect(page.getByRole('group', { name: 'Filters' })).toBeFocused();
  await expect(found).toHaveText('6 of 6 events');
  await page.getByRole('gridcell', { name: 'e2', exact: true }).click();
  const detail = page.getByRole('dialog', { name: 'Event' });
  await expect(detail).toContainText(`${log}, line 3`);
  await expect(detail).toContainText('"prop_big": 9007199254740993');
  await detail.getByRole('button', { name: 'Copy JSON' }).click();
  const json: unknown = JSON.parse(await studio.copiedText());
  expect(json).toMatchObject({ event_id: 'e2', prop_name: '', prop_n: 3, source_line: 3 });
  await page.keyboard.press('Escape');
  await expect(detail).toBeHidden();

  await filter(page, 'event_id', 'equals', 'nobody');
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible();
  await look(studio, 'data-nothing');
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(found).toHaveText('6 events');
});

test('a name or a value that would pass for another shows what cannot be seen in it', async ({
  openOver,
}) => {
  const studio = await openData(openOver, logOf(['{"level\u202ea":"x\u202ey","level\u200b":1}']));
  const shown = grid(studio.page);
  await shown.press('End');
  await expect(shown).toContainText('prop_level<U+202E>a');
  await expect(shown).toContainText('prop_level<U+200B>');
  await expect(shown).toContainText('x<U+202E>y');
  await capture(studio, 'data-unseen');
});

test('any row of many is reached by keyboard, by number and by the scrollbar', async ({ openOver }) => {
  const studio = await openData(openOver, logOf(Array.from({ length: 200_000 }, (_, n) => ({ n }))));
  const { page } = studio;
  const cell = (id: string) => page.getByRole('gridcell', { name: id, exact: true });
  await grid(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await expect(cell('e199999')).toBeInViewport();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '200001');
  await expect(page.getByRole('row').filter({ has: cell('e199999') })).toHaveAttribute(
    'aria-rowindex',
    '200001',
  );
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+Home');
  await expect(cell('e0')).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Event' })).toContainText('"event_id": "e1"');
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();

  // Of all heads, those of the active cell's column are on the way of the Tab key.
  await page.keyboard.press('ArrowRight');
  await expect(grid(page).getByRole('columnheader', { name: 'player_id', exact: true })).toBeVisible();
  for (const button of ['Sort by player_id', 'Filter player_id', 'Definition of player_id']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: button })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(grid(page).locator(':focus')).toHaveCount(0);

  await page.getByRole('textbox', { name: 'Go to row' }).fill('123456');
  await page.keyboard.press('Enter');
  await expect(cell('e123455')).toBeInViewport();
  await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(cell('e199999')).toBeInViewport();

  await page.getByRole('button', { name: 'Sort by event_id' }).click();
  await expect(cell('e0')).toBeInViewport();
  await grid(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await expect(cell('e99999')).toBeInViewport();
});

test('a view is saved as CSV: its rows, its order, its columns', async ({ openOver, folder }) => {
  const texts = ['a, b', 'say "no"', '', 'two\nlines', null, 'é 🎮'];
  const log = logOf(texts.map((text, n) => ({ text, n })));
  const studio = await openData(openOver, log);
  const { page } = studio;
  await page.getByRole('button', { name: /^Columns/ }).click();
  for (const column of ['player_id', 'session_id', 'event_type', 'event_date', 'event_hour', 'day_of_week'])
    await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: column }).uncheck();
  for (const column of ['is_future', 'is_revenue_outlier', 'source_file', 'source_line'])
    await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: column }).uncheck();
  await page.keyboard.press('Escape');
  await filter(page, 'prop_n', 'gte', '1');
  await page.getByRole('button', { name: 'Sort by prop_n', exact: true }).click();
  await page.getByRole('button', { name: 'Sort by prop_n', exact: true }).click();
  await expect.poll(() => cellsOf(page, 'prop_n')).toEqual(['5', '4', '3', '2', '1']);

  const save = page.getByRole('button', { name: 'Save as CSV…' });
  const path = join(folder, 'view.csv');
  writeFileSync(path, 'old');
  await studio.answerSaveDialog(path);
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Events: saved' })).toContainText(path);
  await expect(save).toBeFocused();
  const rows = texts.map((text, n) => [`e${n}`, `2024-01-15T00:0${n}:00.000000+00:00`, String(n), text]);
  expect(parseCsv(readFileSync(path, 'utf8'))).toEqual([
    ['event_id', 'timestamp', 'prop_n', 'prop_text'],
    ...rows.slice(1).reverse(),
  ]);
  expect(readdirSync(folder).sort()).toEqual(['user-data', 'view.csv']);

  await filter(page, 'event_id', 'equals', 'nobody');
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible();
  await expect(save).toBeDisabled();
});

test('a long view is cancelled, meets a full disk, and is left by the app: the old file stays', async ({
  folder,
}) => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const studio = await Studio.open(join(folder, 'user-data'), appWithSmallDisk(folder, disk, '1m'));
  try {
    const { page } = studio;
    const text = 'x'.repeat(500);
    const many = Array.from({ length: 600_000 }, (_, n) => `{"n":${n},"text":"${text}"}`);
    const log = join(folder, 'events.jsonl');
    writeFileSync(log, logOf(many));
    await studio.run(log);
    await showData(studio);
    const save = page.getByRole('button', { name: 'Save as CSV…' });
    const saving = page.getByRole('status', { name: 'Saving' });
    const path = join(folder, 'view.csv');
    writeFileSync(path, 'old');
    await studio.answerSaveDialog(path);
    await page.getByRole('button', { name: 'Sort by event_id', exact: true }).click();
    await save.click();
    await expect(saving).toContainText('Saving view.csv');
    // Held, so that it does not end while it is looked at.
    const engine = await studio.enginePid();
    process.kill(engine, 'SIGSTOP');
    await expect(save).toHaveAttribute('aria-disabled', 'true');
    await expect(saving.getByRole('progressbar')).toBeVisible();
    await capture(studio, 'data-saving');
    await expectAccessible(studio);
    await saving.getByRole('button', { name: 'Cancel saving' }).click();
    process.kill(engine, 'SIGCONT');
    await expect(page.getByRole('alert').filter({ hasText: 'Events: not saved' })).toContainText(
      'Cancelled; nothing was written.',
    );
    await expect(saving).toBeHidden();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.startsWith('event-analytics'))).toEqual([]);

    await studio.answerSaveDialog(join(disk, 'view.csv'));
    await save.click();
    await expect(page.getByRole('alert').filter({ hasText: 'the disk is full' })).toContainText(
      new RegExp(
        `${disk}: the disk is full \\(.* free now\\); free some space or choose a folder on another disk\\.`,
      ),
    );

    await studio.answerSaveDialog(path);
    await save.click();
    await expect(saving).toContainText('Saving view.csv');
    await studio.answerQuestions(1);
    await studio.close();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.startsWith('event-analytics'))).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('hundreds of columns, and a single event', async ({ openOver }) => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key_${index}`, index]));
  const studio = await openData(openOver, logOf([wide]));
  const { page } = studio;
  await expect(page.getByRole('button', { name: /^Columns/ })).toContainText('of 512');
  await page.getByRole('button', { name: /^Columns/ }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('button', { name: 'All' }).click();
  await page.keyboard.press('Escape');
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('columnheader').filter({ hasText: 'source_line' })).toBeInViewport();
  await expect.poll(() => cellsOf(page, 'source_line')).toEqual(['1']);
});

test('the events are accessible, in both themes and two sizes', async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press('7');
  await expect(page.getByRole('heading', { name: 'No results yet' })).toBeVisible();
  await studio.run(resolve('resources/sample_events.jsonl'));
  await showData(studio);
  await filter(page, 'event_type', 'equals', 'purchase');
  await expect(page.getByRole('status', { name: 'Events found' })).toContainText('of 4,985 events');
  await expect(grid(page).locator('[aria-busy="true"]')).toHaveCount(0);
  await look(studio, 'data');
  await page.getByRole('button', { name: 'Filter timestamp' }).click();
  await page.getByRole('dialog', { name: 'Filter timestamp' }).getByRole('combobox').selectOption('between');
  await look(studio, 'data-filter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Columns/ }).click();
  await expectAccessible(studio);
  await page.screenshot({ path: 'out/screenshots/data-columns.png' });
  await page.keyboard.press('Escape');
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Event' })).toContainText('event_id');
  await expectAccessible(studio);
  await page.screenshot({ path: 'out/screenshots/data-detail.png' });
});
