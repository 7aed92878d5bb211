import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spreadsheetText, spreadsheetTextSql } from '../../../shared/format/spreadsheet-text.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { ask } from '../testing/ask.ts';
import { parseCsv } from '../testing/parse-csv.ts';
import { eventLine } from '../testing/trial.ts';
import { exportAll, finishedRun } from './trial-export.ts';

const form = { format: 'csv', compression: 'none', layout: 'single', texts: 'spreadsheet' } as const;

const texts: readonly [string, string][] = [
  ['=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'],
  ['+1-555', "'+1-555"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['a;=1', "a;'=1"],
  ['a","=1', 'a","\'=1'],
  ['-5', '-5'],
  ['+1.5e-3', '+1.5e-3'],
  ['a=b, -c', 'a=b, -c'],
  ['', ''],
];

describe('a text for a spreadsheet', () => {
  it.each(texts)('%j is %j, in SQL too', async (text, safe) => {
    expect(spreadsheetText(text)).toBe(safe);
    expect(await ask(`SELECT ${spreadsheetTextSql(quoteText(text))} AS safe`)).toEqual([{ safe }]);
  });
});

it('an export as CSV has its texts exact, or safe where that was asked for; numbers stay as they are', async () => {
  const lines = texts.map(([note], index) =>
    eventLine({ event_id: `e${index}`, properties: { note, '=key': -index, [',=other']: `${index}` } }),
  );
  const columnOf = async (texts: 'exact' | 'spreadsheet', wanted: string) => {
    const trial = await finishedRun(lines);
    await exportAll(trial, { form: { ...form, texts }, outputs: ['events'] });
    const [header = [], ...rows] = parseCsv(await readFile(join(trial.folder, 'events_cleaned.csv'), 'utf8'));
    expect(header).toContain(texts === 'exact' ? 'prop_,=other' : "prop_,'=other");
    return rows.map((row) => row[header.indexOf(wanted)]);
  };
  expect(await columnOf('exact', 'prop_note')).toEqual(texts.map(([text]) => text));
  expect(await columnOf('spreadsheet', 'prop_note')).toEqual(texts.map(([, safe]) => safe));
  expect(await columnOf('spreadsheet', 'prop_=key')).toEqual(texts.map((_, index) => String(-index)));
});
