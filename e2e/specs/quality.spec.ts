import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { parseCsv } from '../../test/kit/parse-csv.ts';
import { capture, expectAccessible, look } from '../fixtures/look.ts';
import { type Studio, test } from '../fixtures/studio.ts';

type Fields = Record<string, unknown>;

function line(id: string, fields: Fields = {}): string {
  return JSON.stringify({
    event_id: id,
    player_id: 'p1',
    session_id: 's1',
    event_type: 'session_start',
    timestamp: '2024-01-15T10:00:00Z',
    ...fields,
  });
}

function purchase(id: string, properties: Fields): string {
  return line(id, { event_type: 'purchase', properties });
}

/** 16 lines: 10 events, 3 rejected lines, 2 duplicates, 1 blank line. */
function faultyLog(): Buffer {
  const text = (lines: string[]) => Buffer.from(lines.map((one) => `${one}\n`).join(''));
  const content = [
    text([line('a'), line('b'), line('c', { session_id: null }), line('d'), line('a'), line('a')]),
    text(['{"half":<b>', '[1]', '']),
    Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]),
    text([
      purchase('p1', { price_usd: 5, coupon: 'x' }),
      purchase('p2', { price_usd: 10 }),
      purchase('p3', { price_usd: 20 }),
      purchase('p4', { price_usd: 5000 }),
      line('e', { event_type: 'session_end' }),
      line('f', { timestamp: '2999-01-01T00:00:00Z' }),
    ]),
  ];
  return Buffer.concat(content);
}

async function showQuality({ page }: Studio): Promise<void> {
  await page.keyboard.press('6');
  await expect(page.getByRole('heading', { name: 'Quality', level: 1 })).toBeVisible();
}

function checkOf(page: Page, label: string) {
  return page.getByRole('region', { name: label, exact: true });
}

test('checks tell status and figures; a moved threshold flips the verdict and stands in the YAML', async ({
  openOver,
  folder,
}) => {
  const { studio, log } = await openOver('faulty.jsonl', faultyLog());
  const { page } = studio;
  await showQuality(studio);
  const statuses = {
    'Failed lines': ['pass', '3 lines measured, at most 100 passes'],
    Events: ['warn', '10 events measured, at least 1,000 passes'],
    'Required event types': ['pass', '0 missing types measured, at most 0 passes'],
    'Duplicate events': ['warn', '2 events measured, at most 0 passes'],
    'Future timestamps': ['warn', '1 event measured, at most 0 passes'],
    'Null share': ['warn', '75% measured, at most 10% passes'],
    'Revenue outliers': ['warn', '1 purchase measured, at most 0 passes'],
    'Lowest DAU': ['pass', '1 player measured, at least 1 passes'],
  };
  for (const [label, [status = '', figures = '']] of Object.entries(statuses)) {
    await expect(checkOf(page, label)).toHaveAttribute('data-status', status);
    await expect(checkOf(page, label).getByRole('img', { name: figures, exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Sample rows (2) of Duplicate events' }).click();
  const samples = page.getByRole('table', { name: 'Sample rows: Duplicate events' });
  await expect(samples.getByRole('row')).toHaveText([
    /^File/,
    /^faulty\.jsonl5a.*first at .*:1$/,
    /^faulty\.jsonl6a/,
  ]);
  const csv = await studio.save(join(folder, 'samples.csv'), () =>
    checkOf(page, 'Duplicate events').getByRole('button', { name: 'Save as CSV…' }).click(),
  );
  expect(csv.toString()).toBe(
    `file,line,event_id,detail\r\n${[5, 6].map((number) => `${log},${number},a,first at ${log}:1\r\n`).join('')}`,
  );
  await page.getByRole('button', { name: 'Definition of Duplicate events' }).click();
  await expect(page.getByRole('dialog')).toContainText("WHERE reason = 'duplicate_event_id'");
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Move threshold of Events' }).click();
  await page.getByRole('textbox', { name: 'min_events' }).fill('10');
  await expect(checkOf(page, 'Events')).toHaveAttribute('data-status', 'pass');
  await page.keyboard.press('ArrowUp');
  await expect(checkOf(page, 'Events')).toHaveAttribute('data-status', 'warn');
  await page.getByRole('textbox', { name: 'min_events' }).fill('10');
  const difference = page.getByRole('status', { name: 'Difference from the run' });
  await expect(difference).toContainText("1 verdict differs from the run's own");
  await expect(difference).toContainText('Events: Warning → Pass');
  await page.getByRole('switch', { name: 'strict_mode' }).focus();
  await page.keyboard.press('Space');
  await expect(checkOf(page, 'Duplicate events')).toHaveAttribute('data-status', 'fail');
  await expect(page.getByRole('group', { name: 'Overall verdict' })).toHaveAttribute('data-status', 'fail');

  await page.getByText('As the run judged').click();
  await expect(checkOf(page, 'Events')).toHaveAttribute('data-status', 'warn');
  await expect(checkOf(page, 'Events')).toContainText('at least 1,000 expected');
  await expect(page.getByRole('button', { name: 'Move threshold of Events' })).toBeHidden();
  await expect(difference).toContainText('By the rules now');

  await studio.goTo('Rules');
  const yaml = page.getByRole('textbox', { name: 'Rules as YAML' });
  await expect(yaml).toHaveValue(/min_events: 10\n/);
  await expect(yaml).toHaveValue(/strict_mode: true\n/);
});

test('null shares stand beside each other in both scopes, sorted and found', async ({ openOver }) => {
  const { studio } = await openOver('faulty.jsonl', faultyLog());
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('tab', { name: 'Null shares' }).click();
  const rows = page.getByRole('table', { name: 'Null shares' }).locator('tbody').getByRole('row');
  // coupon: on 1 of 10 events, which is 1 of 4 purchases; price_usd on all 4; session_id on 9.
  await expect(rows).toHaveText([
    'prop_couponWarning90% (9 of 10)75% (3 of 4)',
    'session_idPass10% (1 of 10)10% (1 of 10)',
    'prop_price_usdPass60% (6 of 10)0% (0 of 4)',
  ]);
  await page.getByRole('button', { name: 'All events', exact: true }).click();
  await expect(rows).toHaveText([/^prop_coupon/, /^prop_price_usd/, /^session_id/]);
  await page.getByRole('button', { name: 'Column', exact: true }).click();
  await expect(rows).toHaveText([/^prop_coupon/, /^prop_price_usd/, /^session_id/]);
  await page.getByRole('button', { name: 'prop_coupon' }).click();
  await expect(page.getByRole('table', { name: 'Sample rows: prop_coupon' }).getByRole('row')).toHaveCount(4);

  await page.getByRole('slider', { name: 'max_null_percentage slider' }).focus();
  await page.keyboard.press('End');
  await expect(rows.first()).toContainText('Pass');
  await page.getByRole('textbox', { name: 'max_null_percentage' }).fill('0.05');
  await expect(rows).toHaveText([/coupon.*Warning/, /price_usd.*Pass/, /session_id.*Warning/]);
  await page.getByRole('textbox', { name: 'Find a column' }).fill('price');
  await expect(rows).toHaveText([/^prop_price_usd/]);
});

test('distributions show figures as charts and tables', async ({ openOver }) => {
  const { studio } = await openOver('faulty.jsonl', faultyLog());
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('tab', { name: 'Distributions' }).click();
  const tableOf = async (label: string) => {
    await page.getByRole('button', { name: `Save ${label}` }).click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
    return page.getByRole('table', { name: label }).locator('tbody').getByRole('row');
  };
  await expect(await tableOf('Copies per event')).toHaveText(['2 copies1']);
  await expect(await tableOf('Duplicates over time')).toHaveText([/2024.*2$/]);
  await expect(await tableOf('Timestamps ahead of the run')).toHaveText(['above 100 years1']);
  const amounts = page.getByRole('region', { name: 'Purchase amounts' });
  await expect(amounts).toContainText('4 purchases from 5 to 5,000, median 10');
  await expect(amounts.locator('svg[role=img]')).toContainText('limit 1,000');
  await page.getByRole('textbox', { name: 'max_revenue_per_event' }).fill('6000');
  await expect(amounts.locator('svg[role=img]')).toContainText('limit 6,000, above all amounts');
});

test('the quarantine is filtered, searched and read line by line', async ({ openOver }) => {
  const { studio } = await openOver('faulty.jsonl', faultyLog());
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('tab', { name: 'Quarantine' }).click();
  const rows = page.getByRole('table', { name: 'Quarantined lines' }).locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(5);
  const found = page.getByRole('status', { name: 'Lines found' });
  await expect(found).toHaveText('5 lines');
  await page.getByRole('button', { name: 'duplicate_event_id 2 (40%)' }).click();
  await expect(found).toHaveText('2 lines');
  await expect(rows).toHaveText([/^faulty\.jsonl:5.*first at .*:1/, /^faulty\.jsonl:6/]);
  await page.getByRole('button', { name: 'duplicate_event_id 2 (40%)' }).click();

  await page.getByRole('textbox', { name: 'Search the quarantine' }).fill('HALF');
  await expect(found).toHaveText('1 line');
  await page.getByRole('button', { name: 'faulty.jsonl:7' }).click();
  const raw = page.getByRole('region', { name: 'Raw text' });
  await expect(raw).toHaveText('{"half":<b>');
  await page.getByRole('button', { name: 'Copy text' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await studio.copiedText()).toBe('{"half":<b>');

  await page.getByRole('textbox', { name: 'Search the quarantine' }).fill('\uFFFD');
  await page.getByRole('button', { name: 'faulty.jsonl:10' }).click();
  await expect(raw).toHaveText('"\uFFFD\uFFFD"');
  await expect(page.getByRole('region', { name: 'Quarantined line', exact: true })).toContainText(
    'Kept as bytes',
  );
  await page.getByRole('textbox', { name: 'Search the quarantine' }).fill('nowhere');
  await expect(found).toHaveText('No line is like that: widen the search.');
});

test('quarantined lines are saved as CSV, as they are filtered', async ({ openOver, folder }) => {
  const { studio, log } = await openOver('faulty.jsonl', faultyLog());
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('tab', { name: 'Quarantine' }).click();
  const found = page.getByRole('status', { name: 'Lines found' });
  await expect(found).toHaveText('5 lines');
  const save = page.getByRole('button', { name: 'Save as CSV…' });
  const saved = async (name: string) => {
    const csv = await studio.save(join(folder, name), async () => {
      await save.focus();
      await page.keyboard.press('Enter');
    });
    return parseCsv(csv.toString());
  };
  const [header, ...all] = await saved('all.csv');
  expect(header).toEqual(['file', 'line', 'byte_offset', 'reason', 'detail', 'text', 'is_utf8', 'is_cut']);
  expect(all.map(([file, line_, , reason, , text]) => [file, line_, reason, text])).toEqual([
    [log, '5', 'duplicate_event_id', line('a')],
    [log, '6', 'duplicate_event_id', line('a')],
    [log, '7', 'malformed_json', '{"half":<b>'],
    [log, '8', 'not_an_object', '[1]'],
    [log, '10', 'invalid_utf8', '"\uFFFD\uFFFD"'],
  ]);
  await capture(studio, 'quality-quarantine-saved');
  await page.getByRole('textbox', { name: 'Search the quarantine' }).fill('HALF');
  await expect(found).toHaveText('1 line');
  expect(await saved('half.csv')).toEqual([header, all[2]]);
  await page.getByRole('textbox', { name: 'Search the quarantine' }).fill('nowhere');
  await expect(save).toBeDisabled();
});

test('the report is saved as HTML and as JSON, as it is judged on screen', async ({ openOver, folder }) => {
  const { studio } = await openOver('faulty.jsonl', faultyLog());
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('button', { name: 'Move threshold of Events' }).click();
  await page.getByRole('textbox', { name: 'min_events' }).fill('3');
  const save = async (kind: 'HTML' | 'JSON') => {
    const path = join(folder, `report.${kind.toLowerCase()}`);
    await studio.answerSaveDialog(path);
    await page.getByRole('button', { name: 'Save report' }).click();
    await page.getByRole('menuitem', { name: `Save report as ${kind}…` }).click();
    await expect(page.getByText(`Saved to ${path}`)).toBeVisible();
    return readFileSync(path, 'utf8');
  };
  const report = JSON.parse(await save('JSON'));
  expect(report.judged_by).toBe('rules');
  expect(report.thresholds.quality_checks.min_events).toBe(3);
  expect(report.reconciliation).toEqual({
    lines: 16,
    events_cleaned: 10,
    events_rejected: 3,
    duplicates_removed: 2,
    blank_lines: 1,
  });
  expect(report.checks.find(({ id }: { id: string }) => id === 'min_events').status).toBe('pass');

  const told = await page.evaluate(
    (source) => {
      const { body } = new DOMParser().parseFromString(source, 'text/html');
      return {
        sections: [...body.querySelectorAll('section')].map(({ id }) => id),
        reasons: [...body.querySelectorAll('#quarantine tbody tr')].map((row) => row.textContent),
        foreign: body.querySelectorAll('script, link, img, b > b, [src], [href], [onerror]').length,
        checks: [...body.querySelectorAll('#checks tbody tr')].map((row) =>
          row.textContent.replace(/\s+/g, ' '),
        ),
      };
    },
    await save('HTML'),
  );
  expect(told.sections).toHaveLength(8);
  expect(told.reasons).toEqual(['duplicate_event_id2', 'malformed_json1', 'not_an_object1', 'invalid_utf81']);
  expect(told.foreign).toBe(0);
  expect(told.checks).toContain('✓ PassEvents 10310 events; at least 3 expected.');
});

test('runs with nothing wrong, and with next to nothing, have a screen of their own', async ({
  openOver,
}) => {
  const { studio } = await openOver('one.jsonl', `${line('only')}\n`);
  const { page } = studio;
  await showQuality(studio);
  await expect(checkOf(page, 'Revenue outliers')).toHaveAttribute('data-status', 'skipped');
  await expect(checkOf(page, 'Required event types')).toContainText(
    'No event of the required type session_end.',
  );
  await page.getByRole('tab', { name: 'Distributions' }).click();
  await expect(page.getByText('Every event came once.')).toBeVisible();
  await expect(page.getByText('No purchase event carries price_usd as a number.')).toBeVisible();
  await expect(page.getByText('No event is dated after the run.')).toBeVisible();
  await page.getByRole('tab', { name: 'Quarantine' }).click();
  await expect(page.getByText('Nothing was put aside')).toBeVisible();
  await capture(studio, 'quality-quarantine-empty');
  await expectAccessible(studio);
});

test('five hundred columns scroll to their end', async ({ openOver }) => {
  const properties = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i + 1000}`, i]));
  const { studio } = await openOver('wide.jsonl', `${line('wide', { properties })}\n${line('narrow')}\n`);
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('tab', { name: 'Null shares' }).click();
  await expect(page.getByText('501 columns; the line is the limit, 10%')).toBeVisible();
  const last = page.getByRole('row', { name: /^session_id/ });
  await expect(last).toBeHidden();
  await page.getByRole('region', { name: 'Null shares, scrolls' }).focus();
  await page.keyboard.press('End');
  await expect(last).toContainText('0% (0 of 2)');
});

test('a hundred thousand quarantined lines scroll to their end', async ({ openOver }) => {
  const { studio } = await openOver('many.jsonl', `${line('same')}\n`.repeat(100_001));
  const { page } = studio;
  await showQuality(studio);
  await page.getByRole('tab', { name: 'Quarantine' }).click();
  await expect(page.getByRole('status', { name: 'Lines found' })).toHaveText('100,000 lines');
  await page.getByRole('region', { name: 'Quarantined lines, scrolls' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'many.jsonl:100001' }).click();
  await expect(page.getByRole('region', { name: 'Raw text' })).toHaveText(line('same'));
  // From line to line by the arrow keys; the Tab key leaves them all.
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', { name: 'many.jsonl:2', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('status').filter({ hasText: 'many.jsonl:3, duplicate_event_id' }),
  ).toBeAttached();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy text' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'many.jsonl:3', exact: true })).toBeFocused();
  await capture(studio, 'quality-many');
});

test('every part of the screen, in both themes and two sizes, is accessible', async ({ studio, folder }) => {
  const { page } = studio;
  await showQuality(studio);
  await look(studio, 'quality-none');
  const log = join(folder, 'faulty.jsonl');
  writeFileSync(log, faultyLog());
  await studio.run(log);
  await showQuality(studio);
  await expect(checkOf(page, 'Events')).toBeVisible();
  await look(studio, 'quality-checks');
  await page.getByRole('button', { name: 'Sample rows (2) of Duplicate events' }).click();
  await page.getByRole('button', { name: 'Move threshold of Failed lines' }).click();
  await page.getByRole('textbox', { name: 'max_failed_lines' }).fill('2');
  await look(studio, 'quality-checks-open');
  await page.getByRole('tab', { name: 'Null shares' }).click();
  await page.getByRole('button', { name: 'prop_coupon' }).click();
  await look(studio, 'quality-nulls');
  await page.getByRole('tab', { name: 'Distributions' }).click();
  await expect(page.getByRole('region', { name: 'Purchase amounts' })).toBeVisible();
  await look(studio, 'quality-distributions');
  await page.getByRole('tab', { name: 'Quarantine' }).click();
  await page.getByRole('button', { name: 'faulty.jsonl:10' }).click();
  await expect(page.getByRole('region', { name: 'Raw text' })).toBeVisible();
  await look(studio, 'quality-quarantine');
});
