import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spreadsheetText } from '../../../../shared/format/spreadsheet-text.ts';
import type { QuarantineFilter } from '../../../../shared/ipc/quality.ts';
import { eventLine, linesOf } from '../../../../test/kit/event-lines.ts';
import { type Files, makeFolder } from '../../../../test/kit/folder.ts';
import { openOutput } from '../../../../test/kit/outputs.ts';
import { parseCsv } from '../../../../test/kit/parse-csv.ts';
import { runOver } from '../../../../test/kit/runs.ts';
import type { OpenRun } from '../open-run.ts';
import { readQuarantinedLine, readQuarantinePage } from './read-quarantine.ts';
import { saveQuarantine } from './save-quarantine.ts';

const everything = { reason: null, file: null, search: '' };
const header = ['file', 'line', 'byte_offset', 'reason', 'detail', 'text', 'is_utf8', 'is_cut'];

async function openRun(files: Files): Promise<OpenRun> {
  const { output } = await runOver(files, { config: { ingest: { max_failed_lines: 1_000_000 } } });
  return openOutput(output);
}

async function saved(run: OpenRun, filter: Partial<QuarantineFilter> = {}, signal = AbortSignal.any([])) {
  const path = join(await makeFolder(), 'saved.csv');
  await saveQuarantine(run, { ...everything, ...filter }, { path, signal, onShare: () => {} });
  return parseCsv(await readFile(path, 'utf8'));
}

/** The lines of all pages, each read in full, as a spreadsheet takes them. */
async function paged(run: OpenRun, filter: Partial<QuarantineFilter> = {}) {
  const { rows } = await readQuarantinePage(run, { ...everything, ...filter, offset: 0, limit: 500 });
  const lines = await Promise.all(rows.map(({ position }) => readQuarantinedLine(run, position)));
  return [
    header,
    ...lines.map(({ file, line, byte_offset, reason, detail, text, is_utf8, is_cut }) =>
      [file, line, byte_offset, reason, detail, text, is_utf8, is_cut].map((value) =>
        value === null ? null : spreadsheetText(String(value)),
      ),
    ),
  ];
}

test('what is saved is what the filter leaves, in full', async () => {
  const broken = Buffer.concat([
    Buffer.from(
      linesOf([
        eventLine({ event_id: 'e1' }),
        '{"half": "a, b"',
        eventLine({ event_id: 'e1' }),
        `["${'x'.repeat(5000)}"]`,
      ]),
    ),
    Buffer.from([0x5b, 0xff, 0xfe, 0x5d, 0x0a]),
    Buffer.from(`["\u2028 <b>\u0001 “Grüße” "]\n"a\tb"\n"a\rb\n${'☃'.repeat(300_000)}\n`),
  ]);
  const run = await openRun({
    'a, "b".jsonl': broken,
    'c.jsonl': linesOf(['null', '=1+1', eventLine({ event_id: 'e2' })]),
  });
  const all = await saved(run);
  expect(all).toHaveLength(11);
  expect(all).toEqual(await paged(run));
  const file = all.at(-1)?.[0] ?? '';
  for (const filter of [
    { reason: 'malformed_json' },
    { file },
    { search: 'HALF' },
    { file, search: 'null' },
    { search: 'nowhere' },
  ])
    expect(await saved(run, filter), JSON.stringify(filter)).toEqual(await paged(run, filter));
});

test('a hundred thousand lines keep their order', async () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `{"broken ${index}`);
  const run = await openRun({ 'a.jsonl': linesOf([...lines, eventLine({ event_id: 'e1' })]) });
  expect((await saved(run, { search: 'BROKEN' })).slice(1).map(([, , , , , text]) => text)).toEqual(lines);
});

test('it can be cancelled', async () => {
  const run = await openRun({ 'a.jsonl': linesOf([eventLine({ event_id: 'e1' }), '{']) });
  await expect(saved(run, {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await saved(run)).toHaveLength(2);
});
