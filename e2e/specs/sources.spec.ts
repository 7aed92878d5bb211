import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { formatNumber } from '../../shared/format/number.ts';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { expectAccessible } from '../fixtures/look.ts';
import { type Studio, test } from '../fixtures/studio.ts';

const screenshots = resolve('out/screenshots');

function event(id: string, type: string, properties: Record<string, unknown>, day = '2024-03-01'): string {
  const timestamp = `${day}T12:00:00Z`;
  return JSON.stringify({ event_id: id, player_id: 'p1', event_type: type, timestamp, properties });
}

/** Seven lines: four events, a repeated one, one that is no JSON, and a blank one. */
const seven = [
  event('1', 'session_start', { level: 3, country: 'DE' }),
  'this is no event',
  event('2', 'session_start', { level: 5, country: 'FR' }),
  event('3', 'purchase', { price_usd: 4.99, country: 'DE' }, '2024-03-03'),
  event('1', 'purchase', { price_usd: 4.99 }),
  '',
  event('4', 'session_end', { country: 'DE' }, '2024-03-03'),
  '',
].join('\n');

async function expectExact(page: Page): Promise<void> {
  await expect(page.getByText('Exact: every line was read')).toBeVisible();
}

function fileRow(page: Page, name: RegExp) {
  return page.getByRole('table', { name: 'Event logs' }).getByRole('row', { name });
}

test('a drop shows the first events, then exact counts, types, fields and problem lines', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  const log = join(folder, 'seven.jsonl');
  writeFileSync(log, seven);
  await studio.drop(log);

  const first = page.getByRole('table', { name: 'First events' });
  await expect(first.getByRole('columnheader', { name: 'country' })).toBeVisible();
  await expect(first.getByRole('row')).toHaveCount(7);
  await expect(first.getByRole('row').nth(1)).toContainText('session_start');
  await expect(first.getByRole('row').nth(2)).toContainText('malformed_json');
  await expect(first.getByRole('row').nth(2)).toContainText('this is no event');

  await expectExact(page);
  for (const [label, value] of Object.entries({ lines: 7, cleaned: 4, rejected: 1, duplicates: 1, blank: 1 }))
    await expect(page.getByTestId(`reconciliation-${label}`)).toHaveText(String(value));
  const row = fileRow(page, /seven\.jsonl/);
  await expect(row.locator('[data-lines="exact"]')).toHaveText('7');
  await expect(row).toContainText('2024-03-01 12:00:00');
  await expect(row).toContainText('2024-03-03 12:00:00');
  await expect(row).toContainText('1 malformed_json, 1 duplicate_event_id');

  const types = page.getByRole('table', { name: 'Events by type' });
  await expect(types.getByRole('row', { name: /session_start/ })).toContainText('50%');
  await expect(types.getByRole('row', { name: /purchase/ })).toContainText('25%');
  const fields = page.getByRole('table', { name: 'Fields of the events' });
  const country = fields.getByRole('row', { name: /^country/ });
  await expect(country).toContainText('Text');
  await expect(country).toContainText('DE 75%, FR 25%');
  const level = fields.getByRole('row', { name: /^level/ });
  await expect(level).toContainText('Integer');
  await expect(level).toContainText('50%');
  await expect(level.getByRole('img')).toHaveAccessibleName('3 to 5; most in 3');

  const saved = await studio.save(join(folder, 'fields.csv'), () =>
    page.getByRole('region', { name: 'Fields' }).getByRole('button', { name: 'Save as CSV…' }).click(),
  );
  expect(saved.toString()).toContain('\r\nlevel,BIGINT,2,0.5,2\r\n');

  const problems = page.getByRole('table', { name: 'Lines with problems' });
  await expect(problems.getByRole('row', { name: /seven\.jsonl:2/ })).toContainText('malformed_json');
  await expect(problems.getByRole('row', { name: /seven\.jsonl:5/ })).toContainText(`first at ${log}:1`);
  expect(readdirSync(join(studio.userData, 'work'))).toEqual([]);
});

test('a large log is first a sample with an estimate, then exact; a run in between has the machine', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'large.jsonl'), 400_000));
  await expect(page.getByText('Sample: first 5,000 lines')).toBeVisible();
  const lines = fileRow(page, /large\.jsonl/).locator('[data-lines]');
  await expect(lines).toContainText('≈');
  await expect(page.getByRole('status', { name: 'Profile' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: /: running/ })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('Everything is read once the run has ended.')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Profile' })).toBeVisible();
  await expectExact(page);
  await expect(lines).toHaveText('400,000');
  const total = page.getByTestId('reconciliation-lines');
  await expect(total).toHaveText('400,000');

  // More sources: what was known of the others alone is no longer shown.
  const more = join(folder, 'more.jsonl');
  writeFileSync(more, seven);
  await studio.drop(more);
  await expect(total).toHaveText(formatNumber(400_007));
});

test('what cannot be used is told at its place, and the rest goes on', async ({ studio, folder }) => {
  const { page } = studio;
  const good = join(folder, 'good.jsonl.gz');
  writeFileSync(good, gzipSync(seven));
  const whole = gzipSync(readFileSync('resources/sample_events.jsonl'));
  const damaged = join(folder, 'damaged.jsonl.gz');
  writeFileSync(damaged, whole.subarray(0, Math.floor(whole.length / 2)));
  const picture = join(folder, 'picture.png');
  writeFileSync(picture, 'no events');
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  await studio.drop(good, damaged, picture, empty);

  await expect(page.getByRole('alert').filter({ hasText: picture })).toContainText('not an event file');
  await expect(page.getByRole('alert').filter({ hasText: empty })).toContainText('holds no event file');
  await expectExact(page);
  await expect(fileRow(page, /damaged/)).toContainText('the gzip stream is damaged or cut short');
  await expect(page.getByText('1 cannot be used')).toBeVisible();
  await expect(fileRow(page, /good/).locator('[data-lines="exact"]')).toHaveText('7');
  await expect(page.getByTestId('reconciliation-cleaned')).toHaveText('4');
});

test('rules are suggested and judged by the sources before any run', async ({ studio, folder }) => {
  const { page } = studio;
  const log = join(folder, 'seven.jsonl');
  writeFileSync(log, seven);
  await studio.drop(log);
  await expectExact(page);
  await page.keyboard.press('2');
  await expect(page.getByRole('group', { name: 'Verdict on min_events' })).toContainText(
    '4 events; at least',
  );
  await expect(page.getByRole('group', { name: 'Verdict on max_failed_lines' })).toContainText(
    '1 line rejected',
  );
  await expect(page.getByRole('group', { name: 'Verdict on min_dau' })).toBeHidden();
  const types = page.getByRole('combobox', { name: 'required_event_types' });
  await types.click();
  await expect(page.getByRole('option', { name: 'purchase' })).toBeVisible();
});

test('two hundred files and a hundred fields look well and are accessible', async ({ studio, folder }) => {
  const many = join(folder, 'many');
  mkdirSync(many);
  for (let file = 1; file <= 200; file += 1) {
    const properties = Object.fromEntries(
      Array.from({ length: 100 }, (_, key) => [`field_${key}`, key % 2 === 0 ? file * key : `value ${key}`]),
    );
    const lines = [
      event(`${file}a`, `type_${file % 30}`, properties),
      event(`${file}b`, 'session_start', {}),
    ];
    writeFileSync(join(many, `day${file}.jsonl`), `${lines.join('\n')}\n${file % 9 === 0 ? 'broken\n' : ''}`);
  }
  await studio.drop(many);
  const { page } = studio;
  await expectExact(page);
  await expect(page.getByTestId('reconciliation-cleaned')).toHaveText('400');
  await expect(page.getByRole('table', { name: 'Event logs' })).toHaveAttribute('aria-rowcount', '201');
  expect(await page.getByRole('table', { name: 'Event logs' }).getByRole('row').count()).toBeLessThan(40);
  await page.getByRole('region', { name: 'Event logs' }).evaluate((frame) => frame.scrollTo(0, 1e6));
  await expect(fileRow(page, /day200\.jsonl/)).toBeVisible();
  await page.getByRole('region', { name: 'First lines' }).evaluate((frame) => frame.scrollTo(1e6, 0));
  await expect(page.getByRole('table', { name: 'First events' })).toContainText('field_99');
  await look(studio, 'sources-many');
});

test('the profile of a game reads well in both themes', async ({ studio, folder }) => {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'game.jsonl'), 20_000));
  await expectExact(page);
  await look(studio, 'sources-profile');
});

/** Keeps how the screen looks, top and end, and holds it against the rules of accessibility. */
async function look(studio: Studio, name: string): Promise<void> {
  const { app, page } = studio;
  for (const theme of ['Light', 'Dark'] as const) {
    await studio.chooseTheme(theme);
    await expectAccessible(studio);
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await app.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
        [width, height] as const,
      );
      await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
      for (const [place, top] of [
        ['top', 0],
        ['end', 1e6],
      ] as const) {
        await page.locator('main').evaluate((main, y) => main.firstElementChild?.scrollTo(0, y), top);
        const path = join(screenshots, `${name}-${theme.toLowerCase()}-${width}x${height}-${place}.png`);
        await page.screenshot({ path });
      }
    }
  }
}
