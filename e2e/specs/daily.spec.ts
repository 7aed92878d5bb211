import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { look } from '../fixtures/look.ts';
import { type OpenOver, type Studio, test } from '../fixtures/studio.ts';

const dayMs = 86_400_000;
let serial = 0;

function event(atMs: number, player: string, type: string, properties: object): string {
  serial += 1;
  const timestamp = new Date(atMs).toISOString();
  const ids = {
    event_id: `e${serial}`,
    player_id: player,
    session_id: `s-${player}-${timestamp.slice(0, 10)}`,
  };
  return JSON.stringify({ ...ids, event_type: type, timestamp, properties });
}

/**
 * Two weeks from 1 January 2024. Anna (DE) plays every day, Ben (FR) on odd days, Carl (IT) on the 8th, Dora (DE) on the
 * 14th; Anna pays 2.00 on the 2nd and the 10th, Ben 3.50 on the 9th.
 */
function twoWeeks(): string[] {
  serial = 0;
  const lines: string[] = [];
  for (let day = 1; day <= 14; day += 1) {
    const noon = Date.UTC(2024, 0, day, 12);
    const start = (player: string, country: string) =>
      lines.push(event(noon, player, 'session_start', { country }));
    const pay = (player: string, country: string, price_usd: number) =>
      lines.push(event(noon + 60_000, player, 'purchase', { country, price_usd }));
    start('anna', 'DE');
    if (day % 2 === 1) start('ben', 'FR');
    if (day === 8) start('carl', 'IT');
    if (day === 14) start('dora', 'DE');
    if (day === 2 || day === 10) pay('anna', 'DE', 2);
    if (day === 9) pay('ben', 'FR', 3.5);
  }
  return lines;
}

async function showDaily(openOver: OpenOver, lines: readonly string[]): Promise<Studio> {
  const { studio } = await openOver('events.jsonl', `${lines.join('\n')}\n`);
  await studio.page.keyboard.press('4');
  await expect(studio.page.getByRole('heading', { name: 'Daily', level: 1 })).toBeVisible();
  return studio;
}

function tile(page: Page, name: string): Locator {
  return page.getByRole('group', { name, exact: true }).filter({ has: page.locator('[data-kpi]') });
}

/** What a tile says: its figure and the line under it. */
async function expectTile(page: Page, name: string, value: string, under: RegExp | string): Promise<void> {
  await expect(tile(page, name).locator('[data-kpi]')).toHaveText(value);
  await expect(tile(page, name)).toContainText(under);
}

async function chooseFrom(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Opens the menu of a chart and chooses. */
async function chartMenu(page: Page, chart: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Save ${chart}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function rowsOf(table: Locator): Promise<string[][]> {
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('td').allTextContents()));
}

test('tiles, range, tooltip and table say what was played', async ({ openOver }) => {
  const { page } = await showDaily(openOver, twoWeeks());
  // What had the focus went with its screen: the new one says its name.
  await expect(page.getByRole('main', { name: 'Daily' })).toBeFocused();
  await expect(page.getByLabel('First day', { exact: true })).toHaveValue('2024-01-08');
  await expectTile(page, 'DAU', 'avg 1.7', /\+9\.1%\s*from avg 1\.6/);
  await expectTile(page, 'WAU', '4', /\+100%\s*from 2/);
  await expectTile(page, 'MAU', '4', 'fewer than 30 days of data before');
  await expectTile(page, 'Stickiness', '54.5%', 'fewer than 30 days of data before');
  await expectTile(page, 'Revenue', '$5.50', /\+175%\s*from \$2\.00/);
  await expectTile(page, 'ARPU', '$0.46', /\+152\.1%\s*from \$0\.18/);
  await expectTile(page, 'Conversion', '16.7%', /\+7\.6 pp\s*from 9\.1%/);
  await expectTile(page, 'Players', '4', 'distinct over the span');

  // One day more at the front, by keyboard: nothing is as long before it.
  const start = page.getByRole('slider', { name: 'First day of the span' });
  await start.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByLabel('First day', { exact: true })).toHaveValue('2024-01-07');
  await expectTile(page, 'DAU', 'avg 1.8', 'no earlier span to compare');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByLabel('Last day', { exact: true })).toHaveValue('2024-01-13');
  await expectTile(page, 'Players', '3', 'distinct over the span');

  await page.getByLabel('First day', { exact: true }).fill('2024-01-09');
  await page.getByLabel('Last day', { exact: true }).fill('2024-01-10');
  await expect(
    page.getByText('2 complete days, Jan 9, 2024 to Jan 10, 2024, against Jan 7, 2024'),
  ).toBeVisible();
  await expectTile(page, 'DAU', 'avg 1.5', /-25%\s*from 2/);
  await expectTile(page, 'Revenue', '$5.50', 'nothing to compare with');

  // The tooltip by keyboard, in step in all charts.
  const players = page.getByRole('region', { name: 'Active players', exact: true });
  await players.locator('svg[tabindex="0"]').focus();
  const tooltip = players.locator('.recharts-tooltip-wrapper');
  await page.keyboard.press('ArrowRight');
  await expect(tooltip).toContainText('DAU');
  await page.keyboard.press('ArrowRight');
  await expect(tooltip).toContainText(/Jan 10, 2024\s*DAU\s*1\s*WAU\s*3\s*MAU\s*3/);
  const lifecycle = page.getByRole('region', { name: 'Lifecycle', exact: true });
  await expect(lifecycle.locator('.recharts-tooltip-wrapper')).toContainText(
    /Jan 10, 2024\s*Returning\s*1\s*New\s*0\s*Resurrected\s*0\s*Dormant\s*1/,
  );
  // Of all that show the day, the chart with the focus says it.
  await expect(page.locator('[aria-live="assertive"]')).toHaveText(/^Jan 10, 2024\s*DAU/);

  const table = page.getByRole('table', { name: 'Daily metrics' });
  await expect(table.getByRole('row')).toHaveCount(3);
  expect((await rowsOf(table)).map(([day, dau]) => [day, dau])).toEqual([
    ['Jan 10, 2024', '1'],
    ['Jan 9, 2024', '2'],
  ]);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '14 days' })).toBeVisible();
});

/** The brush as a hand with a mouse has it: places in days from the left, of 14. */
async function brushOf(page: Page) {
  const brush = page.getByRole('group', { name: 'Span on all days' });
  await brush.scrollIntoViewIfNeeded();
  const box = await brush.boundingBox();
  if (box === null) throw new Error('The brush is not on screen.');
  const moveTo = (days: number, pixels = 0) =>
    page.mouse.move(box.x + (days / 14) * box.width + pixels, box.y + box.height / 2, { steps: 8 });
  const drag = async (from: number, to: number) => {
    await moveTo(from);
    await page.mouse.down();
    await moveTo(to);
    await page.mouse.up();
  };
  return { moveTo, drag };
}

const chartOf = (page: Page, name: string) =>
  page.getByRole('application', { name: `${name}; arrow keys go from day to day` });

/** All that Daily shows of its span: the dates, tiles, axes of the charts and table. */
async function screenOf(page: Page) {
  const charts = ['Active players', 'Lifecycle', 'Sessions', 'Revenue', 'Events by event type'].map((name) =>
    chartOf(page, name).textContent(),
  );
  return {
    from: await page.getByLabel('First day', { exact: true }).inputValue(),
    to: await page.getByLabel('Last day', { exact: true }).inputValue(),
    figures: await page.getByRole('region', { name: 'Key figures' }).textContent(),
    axes: await Promise.all(charts),
    table: await rowsOf(page.getByRole('table', { name: 'Daily metrics' })),
  };
}

/** Chooses dates by hand; from all days, as the first is to come before the last. */
async function chooseDates(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByLabel('First day', { exact: true }).fill(from);
  await page.getByLabel('Last day', { exact: true }).fill(to);
}

test('the span is dragged with the mouse, and all that is shown follows', async ({ openOver }) => {
  const { page } = await showDaily(openOver, twoWeeks());
  const { moveTo, drag } = await brushOf(page);
  const expectSpan = async (from: number, to: number, players: string) => {
    const [first, last] = [from, to].map((day) => `2024-01-${String(day).padStart(2, '0')}`);
    await expect(page.getByLabel('First day', { exact: true })).toHaveValue(first ?? '');
    await expect(page.getByLabel('Last day', { exact: true })).toHaveValue(last ?? '');
    await expectTile(page, 'Players', players, 'distinct over the span');
    await expect(page.getByRole('table', { name: 'Daily metrics' }).locator('tbody tr')).toHaveCount(
      to - from + 1,
    );
    // The last to follow: it waits for the drag to rest.
    await expect(chartOf(page, 'Events by event type')).toHaveText(new RegExp(`^Jan ${from}Jan.*Jan ${to}`));
    const dragged = await screenOf(page);
    await chooseDates(page, first ?? '', last ?? '');
    await expect.poll(() => screenOf(page)).toEqual(dragged);
  };

  // Beside the span, which is 8 to 14: another, from right to left, in the tiles while the button is still held.
  await moveTo(5.5);
  await page.mouse.down();
  await moveTo(2.5);
  await expectTile(page, 'DAU', 'avg 1.5', 'no earlier span to compare');
  await page.mouse.up();
  await moveTo(9.5);
  await expectSpan(3, 6, '2');

  // An end: a tremble of the hand moves nothing, a day's width a day, and past the other end the day there stays.
  await moveTo(6);
  await page.mouse.down();
  await moveTo(6, 6);
  await page.mouse.up();
  await expectSpan(3, 6, '2');
  await drag(6, 9);
  await expectSpan(3, 9, '3');
  await drag(2, 13.8);
  await expectSpan(9, 14, '3');

  // The whole of it, beyond the first day, by its middle.
  await drag(11.5, 5.6);
  await expectSpan(3, 8, '3');
  await drag(5.5, -3);
  await expectSpan(1, 6, '2');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
});

test('the table is sorted, filtered, and saved as it stands; its columns are kept', async ({
  openOver,
  folder,
}) => {
  const studio = await showDaily(openOver, twoWeeks());
  const { page } = studio;
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const table = page.getByRole('table', { name: 'Daily metrics' });
  await page.getByRole('button', { name: 'Columns' }).click();
  for (const name of ['WAU', 'MAU', 'Stickiness', 'New', 'Sessions', 'ARPU', 'Conversion'])
    await page.getByRole('checkbox', { name, exact: true }).click();
  await page.getByRole('checkbox', { name: 'Paying players' }).click();
  await page.keyboard.press('Escape');
  await expect(table.getByRole('columnheader')).toHaveCount(4);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('textbox', { name: 'Filter Paying players' }).fill('>0');
  await expect(page.getByText('3 of 14 days')).toBeVisible();
  await table.getByRole('button', { name: 'Revenue', exact: true }).click();
  await expect(table.getByRole('columnheader', { name: 'Revenue' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.getByRole('textbox', { name: 'Filter DAU' }).fill('1..many');
  await expect(page.getByRole('textbox', { name: 'Filter DAU' })).toHaveAttribute('aria-invalid', 'true');

  const path = join(folder, 'daily.csv');
  const csv = await studio.save(path, () => page.getByRole('button', { name: 'Save as CSV…' }).click());
  expect(csv.toString()).toBe(
    [
      'event_date,dau,total_revenue,paying_users',
      '2024-01-09,2,3.5,1',
      '2024-01-02,1,2,1',
      '2024-01-10,1,2,1',
      '',
    ].join('\r\n'),
  );
  await page.keyboard.press('1');
  await studio.goTo('Daily');
  await expect(table.getByRole('columnheader')).toHaveCount(4);
});

test('a breakdown by property sums to the whole, or says that it overlaps', async ({ openOver }) => {
  const { page } = await showDaily(openOver, twoWeeks());
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await chooseFrom(page, 'Figure', 'Revenue');
  await chooseFrom(page, 'Break down by', 'country');
  const card = page.getByRole('region', { name: 'Revenue by country' });
  await expect(card).toContainText('the parts sum to the whole');
  await chartMenu(page, 'Revenue by country', 'Show as table');
  const figures = page.getByRole('table', { name: 'Revenue by country' });
  await expect(figures.getByRole('row', { name: 'Whole span' })).toHaveText(/Whole span\s*\$4\.00\s*\$3\.50/);
  await expect(figures.getByRole('row', { name: /Jan 9/ })).toHaveText(/\$0\.00\s*\$3\.50/);

  await chooseFrom(page, 'Figure', 'Active players');
  await page.getByRole('textbox', { name: 'Top values' }).fill('1');
  const dau = page.getByRole('table', { name: 'Active players by country' });
  await expect(dau.getByRole('columnheader')).toHaveText(['Day', 'DE', 'Other (2 values)']);
  // Carl, and no Ben on an even day.
  await expect(dau.getByRole('row', { name: /Jan 8/ })).toHaveText(/Jan 8, 2024\s*1\s*1/);
  await expect(dau.getByRole('row', { name: /Jan 14/ })).toHaveText(/Jan 14, 2024\s*2\s*0/);
  await chartMenu(page, 'Active players by country', 'Show as chart');
  await expect(page.getByRole('region', { name: 'Active players by country' })).toContainText(
    'parts overlap',
  );
});

test('a chart is saved as PNG, SVG and CSV', async ({ openOver, folder }) => {
  const studio = await showDaily(openOver, twoWeeks());
  const { page } = studio;
  const save = async (kind: 'PNG' | 'SVG' | 'CSV') => {
    const path = join(folder, `lifecycle.${kind.toLowerCase()}`);
    return studio.save(path, () => chartMenu(page, 'Lifecycle', `Save as ${kind}…`));
  };
  const png = await save('PNG');
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect(png.readUInt32BE(16)).toBeGreaterThan(600);
  expect(png.readUInt32BE(20)).toBeGreaterThan(400);
  expect(png.length).toBeGreaterThan(5000);
  const svg = (await save('SVG')).toString();
  const parsed = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      errors: document.querySelectorAll('parsererror').length,
      bars: document.querySelectorAll('.recharts-rectangle, path[fill]').length,
      title: document.documentElement.textContent ?? '',
    };
  }, svg);
  expect(parsed.errors).toBe(0);
  expect(parsed.bars).toBeGreaterThan(7);
  for (const text of ['Lifecycle', 'Returning', 'Dormant', 'Jan 8']) expect(parsed.title).toContain(text);
  expect((await save('CSV')).toString().split('\r\n').slice(0, 2)).toEqual([
    'Day,Returning,New,Resurrected,Dormant,Complete',
    '2024-01-08,1,1,0,1,true',
  ]);
});

test('one event of one player today: no change, no revenue, and the day is marked as not over', async ({
  openOver,
}) => {
  const now = Date.now();
  const studio = await showDaily(openOver, [event(now, 'anna', 'session_start', {})]);
  const { page } = studio;
  await expect(page.getByText('No complete day in this span. 1 incomplete day left out.')).toBeVisible();
  await expectTile(page, 'DAU', '–', 'no complete day');
  await expectTile(page, 'Revenue', '–', 'no complete day');
  await expect(page.getByText('Dashed and faded: days that are not over in the data.')).toBeVisible();
  const table = page.getByRole('table', { name: 'Daily metrics' });
  await expect(table.getByRole('row', { name: /\(incomplete\)/ })).toHaveCount(1);
  await chooseFrom(page, 'Figure', 'Purchases');
  await expect(page.getByText('There is nothing of this kind in the span.')).toBeVisible();
  await look(studio, 'daily-one-day');
});

test('400 days and 5,000 values of a property', async ({ openOver }) => {
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    event(Date.UTC(2023, 0, 1) + (index % 400) * dayMs, `p${index % 977}`, 'session_start', {
      item: `item-${(index * 7919) % 5000}`,
    }),
  );
  const studio = await showDaily(openOver, lines);
  const { page } = studio;
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const table = page.getByRole('table', { name: 'Daily metrics' });
  await expect(table).toHaveAttribute('aria-rowcount', '401');
  expect(await table.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('region', { name: 'Daily metrics, scrolls' }).focus();
  await page.keyboard.press('End');
  await expect(table.getByRole('row', { name: /Jan 1, 2023/ })).toBeVisible();
  await chooseFrom(page, 'Break down by', 'item');
  await expect(page.getByText('5,000 different values; the parts sum to the whole.')).toBeVisible();
  await chartMenu(page, 'Events by item', 'Show as table');
  const figures = page.getByRole('table', { name: 'Events by item' });
  await figures.locator('..').focus();
  await page.keyboard.press('End');
  await expect(figures.getByRole('row', { name: 'Whole span' })).toHaveText(
    /Whole span\s*4\s*4\s*4\s*4\s*4\s*4\s*19,976/,
  );
  await chartMenu(page, 'Events by item', 'Show as chart');
  await look(studio, 'daily-long');
});

test('days that are not over, and the sample, read well in both themes', async ({ openOver }) => {
  const studio = await showDaily(
    openOver,
    readFileSync('resources/sample_events.jsonl', 'utf8').trimEnd().split('\n'),
  );
  const { page } = studio;
  await expect(tile(page, 'Players').locator('[data-kpi]')).not.toHaveText('–');
  await look(studio, 'daily');
  await page.getByRole('region', { name: 'Days', exact: true }).scrollIntoViewIfNeeded();
  await look(studio, 'daily-table');
});

test('who asks for twenty properties and waits for the last gets that one; the others end', async ({
  openOver,
}) => {
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
  const properties = Object.fromEntries(keys.map((key) => [key, `of ${key}`]));
  const noon = Date.UTC(2024, 0, 1, 12);
  const lines = Array.from({ length: 20_000 }, (_, n) => event(noon, `p${n}`, 'session_start', properties));
  const studio = await showDaily(openOver, lines);
  const { page } = studio;
  const [run] = await page
    .evaluate(() => window.api.run.list())
    .then((reply) => (reply.ok ? reply.value : []));
  await expect(chartOf(page, 'Events by event type')).toBeVisible();
  // Held, so that all are asked before the first is answered.
  const engine = await studio.enginePid();
  process.kill(engine, 'SIGSTOP');
  const ends = page.evaluate(
    async ({ runId, keys }) => {
      const asked = keys.map((key) => {
        const askId = crypto.randomUUID();
        const by = `prop_${key}`;
        const request = { runId, metric: 'dau', by, top: 5, from: '2024-01-01', to: '2024-01-01' } as const;
        return { askId, answer: window.api.daily.breakdown(request, askId) };
      });
      for (const { askId } of asked.slice(0, -1)) await window.api.ask.abandon({ askId });
      const replies = await Promise.all(asked.map(({ answer }) => answer));
      return replies.map((reply) => (reply.ok ? reply.value.series[0]?.value : reply.error.code));
    },
    { runId: run?.id ?? '', keys },
  );
  // In the window itself, by hand.
  for (const key of ['k3', 'k4', 'k5']) await chooseFrom(page, 'Break down by', key);
  process.kill(engine, 'SIGCONT');
  expect(await ends).toEqual([...keys.slice(1).map(() => 'CANCELLED'), 'of k19']);
  await expect(page.getByRole('region', { name: /by k5$/ })).toContainText('of k5');
});
