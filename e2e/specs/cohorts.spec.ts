import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, look } from '../fixtures/look.ts';
import { type OpenOver, type Studio, test } from '../fixtures/studio.ts';

let serial = 0;

function event(player: string, date: string, more: object = {}): string {
  serial += 1;
  const timestamp = `${date}T12:00:00Z`;
  return JSON.stringify({
    event_id: `e${serial}`,
    player_id: player,
    event_type: 'session_start',
    timestamp,
    ...more,
  });
}

function startsOf(player: string, platform: string | null, ...dates: string[]): string[] {
  const properties = platform === null ? {} : { platform };
  return dates.map((date) => event(player, date, { properties }));
}

function purchase(player: string, date: string, price: number): string {
  return event(player, date, { event_type: 'purchase', properties: { price_usd: price } });
}

/** Eight players whose cohorts are counted by hand; 1 January 2024 is a Monday. */
const players = [
  ...startsOf('ann', 'ios', '2024-01-01', '2024-01-03', '2024-01-09', '2024-01-10'),
  ...startsOf('bob', 'ios', '2024-01-01', '2024-01-02'),
  ...startsOf('cay', 'android', '2024-01-01'),
  ...startsOf('dan', 'android', '2024-01-01'),
  ...startsOf('dan', 'ios', '2024-01-04'),
  ...startsOf('eve', null, '2024-01-03', '2024-01-04'),
  ...startsOf('fay', 'ios', '2024-01-10', '2024-01-11', '2024-01-17', '2024-02-09'),
  ...startsOf('gus', 'android', '2024-01-10'),
  ...startsOf('hal', null, '2024-02-12'),
];
const spend = [purchase('bob', '2024-01-02', 6), purchase('fay', '2024-01-17', 3)];

async function showCohorts(openOver: OpenOver, lines: readonly string[]): Promise<Studio> {
  const { studio } = await openOver('events.jsonl', `${lines.join('\n')}\n`);
  await studio.page.keyboard.press('5');
  await expect(studio.page.getByRole('heading', { name: 'Cohorts', level: 1 })).toBeVisible();
  return studio;
}

/** The texts of a row: its head, its size and its cells from period 0 on, as far as they are in view. */
function rowOf(page: Page, name: string) {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
}

function cellsOf(page: Page, name: string) {
  return rowOf(page, name).getByRole('gridcell');
}

async function choose(page: Page, group: string, option: string): Promise<void> {
  const radio = page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: option, exact: true });
  await radio.focus();
  await page.keyboard.press('Space');
  await expect(radio).toBeChecked();
}

test('cohorts by day, week and month give the numbers counted by hand', async ({ openOver }) => {
  const { page } = await showCohorts(openOver, [...players, ...spend]);

  const tile = (day: number) => page.getByRole('group', { name: `D${day} retention` });
  await expect(tile(1)).toContainText('42.9%');
  await expect(tile(1)).toContainText('95% interval 15.8% to 75%');
  await expect(tile(1)).toContainText('3 of 7 players in 3 daily cohorts');
  await expect(tile(7)).toContainText('14.3%');
  await expect(tile(7)).toContainText('95% interval 2.6% to 51.3%');
  await expect(tile(30)).toContainText('1 of 7 players in 3 daily cohorts');

  await expect(rowOf(page, 'Jan 1, 2024')).toContainText('◂');
  await expect(rowOf(page, 'Jan 10, 2024')).not.toContainText('◂');
  await page.getByRole('textbox', { name: 'Day columns' }).fill('0,1,3,7,14,30');
  await expect(cellsOf(page, 'Jan 1, 2024')).toHaveText(['4', '100%', '25%', '25%', '0%', '0%', '0%']);
  await expect(cellsOf(page, 'Jan 10, 2024')).toHaveText(['2', '100%', '50%', '0%', '50%', '0%', '50%']);
  await expect(cellsOf(page, 'Feb 12, 2024')).toHaveText(['1', '100%']);
  await expect(cellsOf(page, 'Pooled average')).toHaveText([
    '8',
    '100%',
    '42.9%',
    '14.3%',
    '14.3%',
    '0%',
    '14.3%',
  ]);

  await page.getByRole('grid').getByText('25%').first().hover();
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip).toBeInViewport();
  await expect(tooltip).toContainText('Cohort Jan 1, 2024, day 1: Jan 2, 2024');
  await expect(tooltip).toContainText('1 of 4 players active');
  await expect(tooltip).toContainText('1 / 4 = 25%');
  await expect(tooltip).toContainText('95% interval 4.6% to 69.9%');
  await expect(tooltip).toContainText('Complete');

  await choose(page, 'Retention', 'Rolling');
  await expect(cellsOf(page, 'Jan 1, 2024')).toHaveText(['4', '100%', '75%', '50%', '25%', '0%', '0%']);
  await expect(tile(1)).toContainText('71.4%');
  await choose(page, 'Retention', 'Classic');

  await choose(page, 'Show', 'Revenue per player');
  await expect(cellsOf(page, 'Jan 1, 2024')).toHaveText([
    '4',
    '$0.00',
    '$1.50',
    '$1.50',
    '$1.50',
    '$1.50',
    '$1.50',
  ]);
  await expect(cellsOf(page, 'Pooled average').nth(2)).toHaveText('$0.86');
  await choose(page, 'Show', 'Count');
  await expect(cellsOf(page, 'Jan 1, 2024')).toHaveText(['4', '4', '1', '1', '0', '0', '0']);
  await choose(page, 'Show', 'Share');

  await choose(page, 'Cohorts by', 'Week');
  await expect(cellsOf(page, 'Jan 1, 2024')).toHaveText(['5', '100%', '20%', '0%', '0%', '0%', '0%', '0%']);
  await expect(cellsOf(page, 'Jan 8, 2024')).toHaveText(['2', '100%', '50%', '0%', '0%', '50%', '0%']);
  await expect(cellsOf(page, 'Pooled average').nth(2)).toHaveText('28.6%');
  await choose(page, 'Cohorts by', 'Month');
  await expect(cellsOf(page, 'Jan 2024')).toHaveText(['7', '100%', '14.3%']);
  await cellsOf(page, 'Jan 2024').nth(2).hover();
  await expect(tooltip).toContainText('Incomplete: this month is not over in the data');
  await expect(rowOf(page, 'Feb 2024').locator('[data-incomplete]')).toHaveCount(1);
});

test('the keyboard reads cells and draws curves', async ({ openOver }) => {
  const { page } = await showCohorts(openOver, [...players, ...spend]);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const current = page.locator('[data-current]');
  await expect(current).toHaveAccessibleName(
    /^Cohort Jan 1, 2024, day 1: Jan 2, 2024\. 1 of 4 players active\. 1 \/ 4 = 25%\. 95% interval 4\.6% to 69\.9%/,
  );
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'cohort-cell-1-1');
  await expect(current).toHaveId('cohort-cell-1-1');
  await page.keyboard.press('Home');
  await expect(current).toHaveAccessibleName(/Left-censored\. It begins less than 7 days after the data do/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const curves = page.getByRole('region', { name: 'Curves' });
  await expect(curves.getByText('Jan 3, 2024')).toBeVisible();
  await expect(rowOf(page, 'Jan 1, 2024')).toHaveAttribute('aria-selected', 'true');
  await expect(current).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(curves.getByText('Jan 3, 2024')).toBeHidden();
  await curves.getByRole('button', { name: 'Save Curves' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(curves.getByRole('row').nth(2)).toHaveText('142.9%25%');
  const averageOnly = page.getByRole('button', { name: 'Average only' });
  await averageOnly.press('Enter');
  await expect(averageOnly).toBeDisabled();
  await expect(averageOnly).toBeFocused();
  await page.getByRole('textbox', { name: 'Day columns' }).fill('1, x');
  await expect(page.getByText('"x" is no number or range, such as 7 or 0-7.')).toBeVisible();
});

test('a breakdown puts each player into one group, and all is saved', async ({ openOver, folder }) => {
  const studio = await showCohorts(openOver, [...players, ...spend]);
  const { page } = studio;
  await page.getByRole('combobox', { name: 'Break down by' }).fill('platform');
  await page.getByRole('option', { name: 'platform' }).click();
  const sizes = page.getByRole('table', { name: 'Players by platform' });
  await expect(page.getByRole('combobox', { name: 'Break down by' })).toBeFocused();
  await expect(sizes.getByRole('row')).toHaveText([
    'platformPlayersShare',
    'android337.5%',
    'ios337.5%',
    '(no value)225%',
    'All players8',
  ]);
  await cellsOf(page, 'Jan 10, 2024').nth(1).click();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await look(studio, 'cohorts');

  const card = page.getByRole('region', { name: 'Classic retention' });
  const save = async (kind: string) => {
    const path = join(folder, `saved.${kind}`);
    return studio.save(path, async () => {
      await card.getByRole('button', { name: 'Save Classic retention' }).click();
      await page.getByRole('menuitem', { name: `Save as ${kind.toUpperCase()}…` }).click();
    });
  };
  const csv = (await save('csv')).toString().split('\r\n');
  expect(csv[0]).toMatch(/^cohort,size,left_censored,complete_cells,D0,D1,D2,/);
  expect(csv[1]).toMatch(/^pooled average,8,false,43,1,0\.42857142857142855,/);
  expect(csv[2]).toMatch(/^2024-01-01,4,true,43,1,0\.25,0\.25,0\.25,0,/);
  const svg = (await save('svg')).toString();
  // Cells out of view are in it, and it stands on its own.
  expect(svg).toContain('>D42</text>');
  expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect((await save('png')).subarray(1, 4).toString()).toBe('PNG');
});

test('400 days of 5,000 property values stay small on screen and whole on disk', async ({
  openOver,
  folder,
}) => {
  const date = (day: number) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10);
  const lines = Array.from({ length: 5000 }, (_, index) => {
    const first = index % 400;
    const days = [0, 1, 7, 30, 100, 300].map((later) => first + later).filter((day) => day < 400);
    return startsOf(`p${index}`, `platform ${index}`, ...days.map(date));
  }).flat();
  const studio = await showCohorts(openOver, lines);
  const { page } = studio;
  await expect(page.getByText('no event of this run holds a number in "price_usd"')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Revenue per player' })).toBeDisabled();
  await expect(cellsOf(page, 'Jan 1, 2023').first()).toHaveText('13');
  expect(await page.getByRole('gridcell').count()).toBeLessThan(1500);
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(page.getByRole('tooltip')).toContainText('Cohort Jan 1, 2023, day 399: Feb 4, 2024');
  expect(await page.getByRole('gridcell').count()).toBeLessThan(1500);
  await page.getByRole('combobox', { name: 'Break down by' }).fill('platform');
  await page.getByRole('option', { name: 'platform' }).click();
  await expect(page.getByRole('row', { name: /^Other/ })).toContainText('Other (4,994 values)4,99499.9%');
  await look(studio, 'cohorts-400-days');
  const path = join(folder, 'saved.png');
  const png = await studio.save(path, async () => {
    await page.getByRole('button', { name: 'Save Classic retention' }).click();
    await page.getByRole('menuitem', { name: 'Save as PNG…' }).click();
  });
  expect(png.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Save Classic retention' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('table', { name: 'Classic retention' }).getByRole('row').nth(2)).toContainText(
    '2023-01-01',
  );
});

test('one player on one day is a cohort', async ({ openOver }) => {
  const studio = await showCohorts(openOver, startsOf('ann', null, '2024-01-01'));
  const { page } = studio;
  await expect(cellsOf(page, 'Jan 1, 2024')).toHaveText(['1', '100%']);
  await expect(page.getByRole('group', { name: 'D1 retention' })).toContainText('No cohort has a day 1');
  await expectAccessible(studio);
});

test('events without an active one say why there are no cohorts', async ({ openOver }) => {
  const studio = await showCohorts(openOver, [event('ann', '2024-01-01', { event_type: 'level_start' })]);
  const { page } = studio;
  await expect(page.getByRole('heading', { name: 'No cohorts' })).toBeVisible();
  await expectAccessible(studio);
});
