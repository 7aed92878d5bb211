import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { formatNumber } from '../../shared/format/number.ts';
import { manifestSchema } from '../../shared/run/manifest.ts';
import { retainedDays } from '../../test/oracle/compared-run.ts';
import { runReference } from '../../test/oracle/reference.ts';
import { defaultReferenceConfig } from '../../test/oracle/reference-config.ts';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { addFinishedRun } from '../fixtures/finished-run.ts';
import { capture, expectAccessible, look } from '../fixtures/look.ts';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

/** What the plain reading makes of files under rules whose active event types are these. */
function reference(paths: readonly string[], activeEventTypes: readonly string[]) {
  const { aggregation } = defaultReferenceConfig;
  return runReference({
    files: paths.map((path) => ({ path, bytes: readFileSync(path) })),
    config: {
      ...defaultReferenceConfig,
      aggregation: { ...aggregation, active_event_types: activeEventTypes },
    },
    now: new Date(),
  });
}

/** Writes a log of twelve players over six days, each with a pattern of days, and a line each that is rejected, double and blank. */
function writeLog(path: string): string {
  const lines = Array.from({ length: 72 }, (_, index) => {
    const [player, day] = [index % 12, 10 + Math.floor(index / 12)];
    const isThere = (player * 7 + day * 5) % 4 !== 0;
    const event_type = isThere ? 'session_start' : 'level_start';
    return {
      event_id: `e${index}`,
      player_id: `p${player}`,
      event_type,
      timestamp: `2024-01-${day}T10:00:00Z`,
    };
  }).filter((_, index) => index % 5 !== 0);
  const texts = lines.map((line) => JSON.stringify(line));
  writeFileSync(path, `${[...texts, texts[0], '', 'not json'].join('\n')}\n`);
  return path;
}

async function setRules({ page }: Studio, yaml: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Rules', exact: true }).click();
  await page.getByRole('textbox', { name: 'Rules as YAML' }).fill(yaml);
}

/** Starts a run over the sources there are, and waits for what stands there in the end. */
async function runUntil({ page }: Studio, end: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(end).first()).toBeVisible();
}

function rows(page: Page) {
  return page.getByRole('table', { name: 'Runs' }).locator('tbody tr[data-outcome]');
}

async function cells(page: Page, table: string): Promise<string[][]> {
  const found = page.getByRole('table', { name: table });
  await expect(found).toBeVisible();
  return found
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())),
    );
}

test('runs of every outcome are listed, opened, compared, deleted, and still there after a restart', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await studio.goTo('History');
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();

  // Two finished runs: other rules, and one more file in the second.
  const log = writeLog(join(folder, 'log.jsonl'));
  await studio.run(log);
  await studio.goTo('History');
  await expect(page.getByText('Comparing takes two finished runs; there is one.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Compare marked runs' })).toBeDisabled();
  const extra = join(folder, 'extra.jsonl');
  const event = (id: string) =>
    JSON.stringify({
      event_id: id,
      player_id: `new-${id}`,
      event_type: 'tutorial',
      timestamp: '2024-01-16T10:00:00Z',
    });
  writeFileSync(extra, `${event('x1')}\n${event('x2')}\n\nnot json\n`);
  await studio.drop(extra);
  await expect(page.getByRole('table', { name: 'Event logs' }).getByText('extra.jsonl')).toBeVisible();
  await setRules(studio, 'aggregation:\n  active_event_types: []\nquality_checks:\n  min_events: 10\n');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => studio.runFolders().filter((run) => existsSync(join(run, 'manifest.json'))).length)
    .toBe(2);

  // One that fails, and one that is cancelled.
  await setRules(studio, 'ingest:\n  max_failed_lines: 0\n');
  await runUntil(studio, 'The run failed');
  await studio.drop(copyGenerated(join(folder, 'big.jsonl'), 400_000));
  await expect(page.getByRole('table', { name: 'Event logs' }).getByText('big.jsonl')).toBeVisible();
  await setRules(studio, 'strict_mode: false\n');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByText('The run was cancelled', { exact: true })).toBeVisible();

  await studio.goTo('History');
  await expect(rows(page)).toHaveCount(4);
  expect(await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-outcome')))).toEqual([
    'cancelled',
    'failed',
    'finished',
    'finished',
  ]);
  const first = reference([log], ['session_start']);
  const second = reference([log, extra], []);
  for (const [index, { reconciliation }] of [
    [3, first],
    [2, second],
  ] as const) {
    const shown = await rows(page).nth(index).locator('td').allInnerTexts();
    expect(shown.slice(3, 8)).toEqual(
      [
        reconciliation.lines,
        reconciliation.events_cleaned,
        reconciliation.events_rejected,
        reconciliation.duplicates_removed,
        reconciliation.blank_lines,
      ].map(formatNumber),
    );
  }

  // What the counts say, and where each of them is from.
  await page.getByRole('button', { name: 'Definition of Rejected' }).click();
  await expect(page.getByRole('dialog')).toContainText('reconciliation.events_rejected in manifest.json');
  await expect(page.getByRole('dialog')).toContainText("WHERE reason <> 'duplicate_event_id'");
  await page.keyboard.press('Escape');

  const csv = join(folder, 'runs.csv');
  const saved = await studio.save(csv, () => page.getByRole('button', { name: 'Save as CSV…' }).click());
  const { lines, events_cleaned } = second.reconciliation;
  expect(saved.toString()).toContain(`,${lines},${events_cleaned},`);

  // Details: why one failed, and under which rules.
  const details = page.getByRole('region', { name: 'Details of the run' });
  await rows(page).nth(1).getByRole('button').click();
  await expect(details.getByRole('alert')).toContainText('TOO_MANY_FAILED_LINES');
  await expect(details).toContainText('max_failed_lines: 0');
  await expect(details).toContainText(extra);
  await rows(page).nth(0).getByRole('button').click();
  await expect(details).toContainText('The run was cancelled');
  await rows(page).nth(2).getByRole('button').click();
  await expect(details.getByRole('region', { name: 'Changes from the defaults' })).toContainText(
    '+   active_event_types: []',
  );
  await expect(details.getByRole('row', { name: /^Events Pass/ })).toBeVisible();
  const saveOf = (part: string, name: string) =>
    studio.save(join(folder, name), () =>
      page
        .getByRole('region', { name: part, exact: true })
        .getByRole('button', { name: 'Save as CSV…' })
        .click(),
    );
  const checksOfRun = (await saveOf('Checks', 'checks-of-run.csv')).toString();
  expect(checksOfRun).toContain(`\r\nmin_events,,pass,${events_cleaned},10,events,`);
  const outputsOfRun = (await saveOf('Outputs', 'outputs.csv')).toString();
  expect(outputsOfRun).toMatch(
    new RegExp(`\r\nevents_cleaned\\.parquet,${events_cleaned},\\d+,[0-9a-f]{64}\r\n`),
  );

  // Compared: rules, counts, checks, DAU and retention.
  await page.getByRole('checkbox').nth(0).check();
  await page.getByRole('checkbox').nth(1).check();
  await page.getByRole('button', { name: 'Compare marked runs' }).click();
  const rules = page.getByRole('region', { name: 'Rules that differ, A to B' });
  await expect(rules).toContainText('−   active_event_types: [session_start]');
  await expect(rules).toContainText('+   active_event_types: []');
  const counts = await cells(page, 'Counts compared');
  const differences = Object.fromEntries(counts.map(([name = '', , , difference]) => [name, difference]));
  expect(differences).toMatchObject({
    'Input files': '+1',
    Lines: '+4',
    Cleaned: '+2',
    Rejected: '+1',
    Blank: '+1',
  });
  const savedCounts = await studio.save(join(folder, 'counts.csv'), () =>
    page
      .getByRole('region', { name: 'Counts compared' })
      .getByRole('button', { name: 'Save as CSV…' })
      .click(),
  );
  expect(savedCounts.toString()).toContain(
    `Lines,${first.reconciliation.lines},${second.reconciliation.lines},4\r\n`,
  );
  const savedChecks = await studio.save(join(folder, 'checks.csv'), () =>
    page
      .getByRole('region', { name: 'Checks compared' })
      .getByRole('button', { name: 'Save as CSV…' })
      .click(),
  );
  expect(savedChecks.toString()).toMatch(/\r\nmin_events,,warn,\d+,1000,pass,\d+,10\r\n/);
  const [changed = []] = await cells(page, 'Checks compared');
  expect([changed[0], changed[1], changed[2], changed[5]]).toEqual([
    'Events',
    'Changed',
    // Fewer than the 1,000 of the defaults, more than the 10 of the second run's rules.
    'Warning',
    'Pass',
  ]);
  await page.getByRole('button', { name: 'Save DAU of both runs' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  const dau = (of: typeof first) => of.daily.map(({ event_date, dau }) => [event_date, String(dau)] as const);
  const dayText = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
  const [inA, inB] = [new Map(dau(first)), new Map(dau(second))];
  const shownDau = await cells(page, 'DAU of both runs');
  expect(shownDau.map(([date, a, b]) => [date, a, b])).toEqual(
    [...new Set([...inA.keys(), ...inB.keys()])]
      .sort()
      .map((date) => [dayText.format(new Date(date)), inA.get(date) ?? '–', inB.get(date) ?? '–']),
  );
  await page.getByText('By day number').click();
  await expect(page.getByRole('columnheader', { name: 'Day number' })).toBeVisible();
  expect((await cells(page, 'DAU of both runs')).map(([, a]) => a)).toEqual(
    Array.from({ length: Math.max(inA.size, inB.size) }, (_, index) => [...inA.values()][index] ?? '–'),
  );
  const retention = await cells(page, 'Retention compared');
  const [a1, b1] = [first, second].map((run) => retainedDays(run).find(({ day }) => day === 1));
  const percent = (share: number | null | undefined) => `${Number(((share ?? 0) * 100).toFixed(1))}%`;
  expect(retention[0]?.slice(0, 3)).toEqual(['D1', percent(a1?.rate), percent(b1?.rate)]);
  expect(retention[0]?.[4]).toContain(
    `of ${formatNumber(a1?.players ?? 0)} players in ${a1?.cohorts} cohorts`,
  );
  const points = ((b1?.rate ?? 0) - (a1?.rate ?? 0)) * 100;
  expect(Math.abs(Number.parseFloat(retention[0]?.[3] ?? '') - points)).toBeLessThan(0.051);

  const savedRetention = (await saveOf('Retention compared', 'retention.csv')).toString().split('\r\n');
  expect(savedRetention[1]?.split(',').slice(0, 3).map(Number)).toEqual([1, a1?.rate, b1?.rate]);
  await page.getByRole('button', { name: 'Definition of Retention difference' }).click();
  await expect(page.getByRole('dialog')).toContainText("FROM 'retention_cohorts.parquet'");
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Definition of Blank' }).click();
  await expect(page.getByRole('dialog')).toContainText('reconciliation.blank_lines in manifest.json');
  await page.keyboard.press('Escape');

  // Over time: a point a run.
  await page.getByRole('tab', { name: 'Trends' }).click();
  await page.getByRole('button', { name: 'Definition of Events' }).click();
  await expect(page.getByRole('dialog')).toContainText("SELECT count(*) FROM 'events_cleaned.parquet'");
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save Events' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  expect(
    (await cells(page, 'Events')).map(([run, , measured, threshold, status]) => [
      run,
      measured,
      threshold,
      status,
    ]),
  ).toEqual([
    ['1', `${formatNumber(first.reconciliation.events_cleaned)} events`, '1,000 events', 'Warning'],
    ['2', `${formatNumber(second.reconciliation.events_cleaned)} events`, '10 events', 'Pass'],
  ]);

  // The older one opened: the screens of results show it.
  await page.getByRole('tab', { name: 'Runs' }).click();
  await rows(page).nth(3).getByRole('button').click();
  await details.getByRole('button', { name: 'Open', exact: true }).click();
  await studio.goTo('Quality');
  await expect(page.getByLabel('Run shown').first()).toHaveValue(/^log\.jsonl, /);

  // Again with what it was started with.
  await studio.goTo('History');
  await rows(page).nth(2).getByRole('button').click();
  await details.getByRole('button', { name: 'Run again…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(
    page.getByRole('table', { name: 'Event logs' }).locator('tbody tr[aria-rowindex]'),
  ).toHaveCount(2);
  await studio.goTo('Rules');
  await expect(page.getByRole('textbox', { name: 'Rules as YAML' })).toHaveValue(/min_events: 10\n/);

  // Deleted only once confirmed, with its folder, and after a restart the rest is still there.
  await studio.goTo('History');
  const finished = studio.runFolders().length;
  await details.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep run' }).click();
  await expect(rows(page)).toHaveCount(4);
  await details.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete run' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole('tab', { name: 'Runs' })).toBeFocused();
  expect(studio.runFolders()).toHaveLength(finished - 1);
  await studio.close();
  const again = await Studio.open(studio.userData);
  try {
    await again.goTo('History');
    await expect(rows(again.page)).toHaveCount(3);
    expect(
      await rows(again.page).evaluateAll((all) => all.map((row) => row.getAttribute('data-outcome'))),
    ).toEqual(['cancelled', 'failed', 'finished']);
  } finally {
    await again.close();
  }
});

test('an app that is killed during a run finds it interrupted', async ({ studio, folder }) => {
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  await studio.page.keyboard.press('Control+Enter');
  await expect(studio.page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
  studio.process.kill('SIGKILL');
  await studio.close();
  const again = await Studio.open(studio.userData);
  try {
    const notice = again.page.getByRole('alert').filter({ hasText: 'A run was cut off' });
    await expect(notice).toContainText('Nothing was written.');
    for (const theme of ['Light', 'Dark'] as const) {
      await again.chooseTheme(theme);
      await expectAccessible(again);
      await capture(again, `cut-off-${theme.toLowerCase()}`);
    }
    await notice.getByRole('button', { name: 'Show in History' }).click();
    await expect(notice).toBeHidden();
    await expect(again.page.getByRole('region', { name: 'Details of the run' })).toContainText(
      'The run was cut off',
    );
    await capture(again, 'cut-off-history');
    await expect(rows(again.page)).toHaveAttribute('data-outcome', 'interrupted');
    await expect.poll(() => again.runFolders()).toEqual([]);
    // It is told once.
    await again.close();
    const third = await Studio.open(studio.userData);
    try {
      await third.goTo('History');
      await expect(rows(third.page)).toHaveAttribute('data-outcome', 'interrupted');
      await expect(third.page.getByText('A run was cut off')).toBeHidden();
    } finally {
      await third.close();
    }
  } finally {
    await again.close();
  }
});

test('the limit of the store removes the oldest runs, and says so', async ({ studio }) => {
  const { page } = studio;
  await studio.run(sample);
  const [oldest = ''] = studio.runFolders();
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  const limit = page.getByRole('textbox', { name: 'Size limit of kept runs' });
  await expect(limit).toHaveValue('20GB');
  await expect(page.getByText(/In use: [\d.]+ KB/)).toBeVisible();
  await limit.fill('plenty');
  await expect(page.getByText('must be a size such as 500MB or 20GB, or none')).toBeVisible();
  await limit.fill('1KB');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('the oldest run');
  await expect.poll(() => existsSync(oldest)).toBe(false);
  expect(studio.runFolders()).toHaveLength(1);
  await studio.goTo('History');
  await expect(page.getByRole('alert')).toContainText('more than the 1 KB allowed in Settings');
  await expect(rows(page)).toHaveCount(1);
});

/** Makes a store of so many runs out of one, a day apart, each of its own speed. */
function multiply(userData: string, count: number): void {
  const store = join(userData, 'runs');
  const [original = ''] = readdirSync(store);
  for (let index = 1; index < count; index += 1) {
    const id = randomUUID();
    cpSync(join(store, original), join(store, id), { recursive: true });
    const path = join(store, id, 'manifest.json');
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const at = (iso: string) => new Date(Date.parse(iso) - index * 86_400_000).toISOString();
    const throughput = manifest.metrics.throughput * (1 + Math.sin(index) / 4);
    const moved = {
      ...manifest,
      started_at: at(manifest.started_at),
      finished_at: at(manifest.finished_at),
      metrics: { ...manifest.metrics, throughput },
    };
    writeFileSync(path, JSON.stringify(moved));
  }
}

test('two hundred runs are listed and followed over time', async ({ folder }) => {
  const userData = join(folder, 'user-data');
  addFinishedRun(userData, 'sample_events.jsonl', readFileSync(sample));
  multiply(userData, 200);
  const studio = await Studio.open(userData);
  try {
    const { page } = studio;
    await studio.goTo('History');
    const table = page.getByRole('table', { name: 'Runs' });
    await expect(table).toHaveAttribute('aria-rowcount', '201');
    expect(await rows(page).count()).toBeLessThan(40);
    await page.getByRole('button', { name: 'Run', exact: true }).nth(1).click();
    await page.getByRole('region', { name: 'Runs, scrolls' }).focus();
    await page.keyboard.press('End');
    await expect(page.locator('tr[aria-rowindex="201"]')).toBeVisible();
    await page.getByRole('tab', { name: 'Trends' }).click();
    await expect(page.getByText('The latest 50 finished runs')).toBeVisible();
    await look(studio, 'history-trends');
  } finally {
    await studio.close();
  }
});

test('the history looks right, empty, with one run and with more', async ({ studio }) => {
  const { page } = studio;
  await studio.goTo('History');
  await look(studio, 'history-empty');
  await studio.run(sample);
  await studio.goTo('History');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing to compare yet' })).toBeVisible();
  await look(studio, 'history-compare-one');
  await setRules(studio, 'ingest:\n  max_failed_lines: 0\n');
  await runUntil(studio, 'The run failed');
  await setRules(
    studio,
    'aggregation:\n  active_event_types: [purchase]\nquality_checks:\n  min_events: 1000000\n',
  );
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await studio.goTo('History');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByRole('table', { name: 'Retention compared' })).toBeVisible();
  await look(studio, 'history-compare');
  await page.getByRole('region', { name: 'DAU of both runs' }).scrollIntoViewIfNeeded();
  await look(studio, 'history-compare-charts');
  await page.getByRole('tab', { name: 'Runs' }).click();
  await rows(page).nth(0).getByRole('button').click();
  await look(studio, 'history-finished');
  await page.getByRole('region', { name: 'Checks' }).scrollIntoViewIfNeeded();
  await look(studio, 'history-finished-checks');
  await rows(page).nth(1).getByRole('button').click();
  await look(studio, 'history-failed');
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(studio);
  await capture(studio, 'history-delete-dark');
});
