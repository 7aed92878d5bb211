import { randomUUID } from 'node:crypto';
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventColumns } from '../../../../shared/events/columns.ts';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import { spreadsheetText } from '../../../../shared/format/spreadsheet-text.ts';
import type { EventSort } from '../../../../shared/ipc/data.ts';
import { mountDisk, runChildWithMounts } from '../../../../test/kit/child.ts';
import { eventsWith } from '../../../../test/kit/event-lines.ts';
import { makeFolder, newFolder, writeFiles } from '../../../../test/kit/folder.ts';
import { openOutput } from '../../../../test/kit/outputs.ts';
import { parseCsv } from '../../../../test/kit/parse-csv.ts';
import { run, runOver } from '../../../../test/kit/runs.ts';
import type { OpenRun } from '../open-run.ts';
import { readPage } from './read-page.ts';
import { saveEvents } from './save-events.ts';

async function openRun(content: string): Promise<OpenRun> {
  const { output } = await runOver({ 'events.jsonl': content });
  return openOutput(output);
}

type View = { filters?: EventFilter[]; sort?: EventSort | null; columns: string[] };

/** What is saved of a view, read back: the header and the rows. */
async function saved(run: OpenRun, { filters = [], sort = null, columns }: View) {
  const path = join(await makeFolder(), 'saved.csv');
  const signal = new AbortController().signal;
  await saveEvents(run, { filters, sort, columns }, { path, signal, onShare: () => {} });
  return parseCsv(await readFile(path, 'utf8'));
}

/** A cell as it is saved: texts as a spreadsheet takes them. */
function shown(column: string, cell: string | null): string | null {
  return cell !== null && column === 'prop_s' ? spreadsheetText(cell) : cell;
}

/** The same as the screen has it, page by page. */
async function paged(run: OpenRun, { filters = [], sort = null, columns }: View) {
  const rows: (string | null)[][] = [];
  const limit = 500;
  for (let offset = 0; ; offset += limit) {
    const page = await readPage(run, { runId: randomUUID(), filters, sort, columns, offset, limit });
    rows.push(...page.rows.map(({ cells }) => columns.map((name, at) => shown(name, cells[at] ?? null))));
    if (page.rows.length < limit) return [columns, ...rows];
  }
}

const word = fc.constantFrom(
  '',
  'a',
  ',',
  '"',
  '""',
  'a"b',
  '\n',
  'a\r\nb',
  '\r',
  ' a ',
  'NULL',
  'é 🎮',
  '#',
  "=1+1'",
);

test('what is saved is what all pages of the view show', async () => {
  const event = fc.record({
    s: fc.option(word),
    n: fc.option(fc.integer({ min: -3, max: 3 })),
    x: fc.option(fc.constantFrom(0.1, -2.25, 1e21, 3.125)),
    b: fc.option(fc.boolean()),
  });
  const columns = ['event_id', 'prop_s', 'prop_n', 'prop_x', 'prop_b', 'event_date', 'source_line'];
  const view = fc.record({
    sort: fc.option(
      fc.record({
        column: fc.constantFrom('prop_s', 'prop_n', 'prop_x', 'prop_b'),
        direction: fc.constantFrom('ascending' as const, 'descending' as const),
      }),
    ),
    atLeast: fc.option(fc.integer({ min: -3, max: 3 })),
    not: fc.option(word),
    columns: fc.shuffledSubarray(columns, { minLength: 1 }),
  });
  // One event of each type of value, so that every column has its type.
  const typed = { s: 'a', n: 1, x: 0.5, b: true };
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 60 }),
      fc.array(view, { minLength: 1, maxLength: 5 }),
      async (some, views) => {
        const run = await openRun(eventsWith([typed, ...some].map((one) => JSON.stringify(one))));
        for (const { sort, atLeast, not, columns: chosen } of views) {
          const filters: EventFilter[] = [];
          if (atLeast !== null) filters.push({ column: 'prop_n', operator: 'gte', value: String(atLeast) });
          if (not !== null) filters.push({ column: 'prop_s', operator: 'not_equals', value: not });
          const asked = { filters, sort, columns: chosen };
          expect(await saved(run, asked)).toEqual(await paged(run, asked));
        }
      },
    ),
    { numRuns: 20 },
  );
}, 300_000);

test('rows are sorted by their texts, not by the form of these for a spreadsheet', async () => {
  const run = await openRun(eventsWith(['{"s":","}', '{"s":"=1"}', '{"s":"a"}', '{"s":"\'"}']));
  const view: View = { sort: { column: 'prop_s', direction: 'ascending' }, columns: ['prop_s'] };
  expect(await saved(run, view)).toEqual([['prop_s'], ["'"], [','], ["'=1"], ['a']]);
});

test('many rows keep their order, also where a filter names many values', async () => {
  const values = Array.from(
    { length: 250_000 },
    (_, index) => `{"n":${index % 20},"s":"s${index % 20}","i":${index}}`,
  );
  const run = await openRun(eventsWith(values));
  const kept = Array.from({ length: 15 }, (_, n) => `s${n}`);
  const numbers = async (view: Omit<View, 'columns'>) =>
    (await saved(run, { ...view, columns: ['prop_i'] })).slice(1).map(([i]) => Number(i));
  const all = values.map((_, index) => index);
  expect(await numbers({})).toEqual(all);
  const filters: EventFilter[] = [{ column: 'prop_s', operator: 'one_of', values: kept }];
  expect(await numbers({ filters })).toEqual(all.filter((index) => index % 20 < 15));
  const sort = { column: 'prop_n', direction: 'descending' } as const;
  expect(await numbers({ filters, sort })).toEqual(
    all.filter((index) => index % 20 < 15).sort((a, b) => (b % 20) - (a % 20) || a - b),
  );
}, 120_000);

test('texts are whole, times are UTC, and digits stay', async () => {
  const long = 'long '.repeat(1000);
  const run = await openRun(eventsWith([JSON.stringify({ long }), '{"big":9007199254740993}']));
  const columns = ['prop_long', 'prop_big', 'timestamp'];
  const time = '2024-01-15T14:30:00.000000+00:00';
  expect(await saved(run, { columns })).toEqual([
    columns,
    [long, null, time],
    [null, '9007199254740993', time],
  ]);
});

test('a column or a filter that the run does not have is refused', async () => {
  const run = await openRun(eventsWith(['{}']));
  await expect(saved(run, { columns: ['event_id" FROM x; --'] })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  const sort = { column: 'nothing', direction: 'ascending' } as const;
  await expect(saved(run, { columns: ['event_id'], sort })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
});

test('the file that is replaced hands on its permissions, and nothing else is left', async () => {
  const run = await openRun(eventsWith(['{}']));
  const folder = await makeFolder();
  const path = join(folder, `${'n'.repeat(251)}.csv`);
  const target = { path, signal: new AbortController().signal, onShare: () => {} };
  const save = () => saveEvents(run, { filters: [], sort: null, columns: ['event_id'] }, target);
  const mode = async () => ((await stat(path)).mode & 0o777).toString(8);
  await save();
  expect(await mode()).toBe('600');
  await writeFile(path, 'old');
  await chmod(path, 0o640);
  await save();
  expect(await mode()).toBe('640');
  expect(parseCsv(await readFile(path, 'utf8'))).toHaveLength(2);
  expect(await readdir(folder)).toHaveLength(1);
});

test('a folder that is gone meanwhile is told as gone, and does not come back', async () => {
  const run = await openRun(eventsWith(['{}']));
  const folder = await makeFolder();
  await rm(folder, { recursive: true });
  const target = { path: join(folder, 'view.csv'), signal: new AbortController().signal, onShare: () => {} };
  await expect(
    saveEvents(run, { filters: [], sort: null, columns: ['event_id'] }, target),
  ).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${folder}: the folder is gone; bring it back, or choose another.`,
  });
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});

describe('saving ends', () => {
  test('where it is cancelled, at the beginning and under way', async () => {
    const run = await openRun(
      eventsWith(Array.from({ length: 300_000 }, (_, n) => `{"n":${n},"text":"${'x'.repeat(100)}"}`)),
    );
    const path = join(await makeFolder(), 'events.csv');
    const columns = eventColumns(run.manifest).map(({ name }) => name);
    const sort = { column: 'prop_n', direction: 'descending' } as const;
    for (const sharesBefore of [0, 2]) {
      const controller = new AbortController();
      let shares = 0;
      const onShare = () => {
        shares += 1;
        if (shares === sharesBefore) controller.abort();
      };
      if (sharesBefore === 0) controller.abort();
      const { signal } = controller;
      await expect(
        saveEvents(run, { filters: [], sort, columns }, { path, signal, onShare }),
      ).rejects.toMatchObject({
        code: 'CANCELLED',
        message: 'The save was cancelled; nothing was written.',
      });
      // DuckDB may tell once more while it stops.
      expect(shares).toBeGreaterThanOrEqual(sharesBefore);
    }
    expect(await saved(run, { columns: ['prop_n'], sort })).toHaveLength(300_001);
  }, 120_000);

  const modules = {
    openRun: new URL('../open-run.ts', import.meta.url).href,
    saveEvents: new URL('./save-events.ts', import.meta.url).href,
  };
  const script = `
    const [runFolder, folder, work] = process.argv.slice(1);
    const { OpenRun } = await import('${modules.openRun}');
    const { saveEvents } = await import('${modules.saveEvents}');
    const run = await OpenRun.open(runFolder, { memory_limit: '60MB', threads: 1 }, work);
    const view = { filters: [], sort: { column: 'event_id', direction: 'ascending' }, columns: ['event_id', 'prop_text'] };
    const target = { path: join(folder, 'events.csv'), signal: new AbortController().signal, onShare: () => {} };
    tell(await outcomeOf(saveEvents(run, view, target)));
    await run.close();`;
  const full = /: the disk is full \(1 MB in all, [\d.]+ [KM]?B free now\); free some space[ ,]*or choose a/;

  let output: string;
  beforeAll(async () => {
    const text = 'x'.repeat(100);
    const { folder, remove } = await newFolder();
    const events = eventsWith(Array.from({ length: 600_000 }, (_, n) => `{"text":"${n}${text}"}`));
    output = join(folder, 'out');
    await run(await writeFiles(folder, { 'events.jsonl': events }), output);
    return remove;
  }, 120_000);

  test.each([
    ['of the file is full', 'folder', 'size=1m', full],
    ['of the file is read-only', 'folder', 'ro', /: the folder is on a read-only disk; choose another\.$/],
    ['that DuckDB spills to is full', 'spills', 'size=1m', full],
  ] as const)(
    'where the disk %s, which is told with its place',
    async (_, which, options, message) => {
      const [folder, work] = [await makeFolder(), await makeFolder()];
      const mount = mountDisk(which === 'folder' ? folder : work, options);
      const outcome = z
        .record(z.string(), z.string())
        .parse(await runChildWithMounts(mount, script, [output, folder, work]));
      expect(outcome).toEqual({
        name: 'OutputError',
        code: 'OUTPUT_FAILED',
        message: expect.stringMatching(message),
      });
      expect(outcome['message']?.startsWith(`${which === 'folder' ? folder : work}: `)).toBe(true);
    },
    60_000,
  );
});
