import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spreadsheetText, spreadsheetTextSql } from '../../../shared/format/spreadsheet-text.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { eventLine } from '../../../test/kit/event-lines.ts';
import { parseCsv } from '../../../test/kit/parse-csv.ts';
import { ask } from '../../../test/kit/plain-duckdb.ts';
import { exportAll, finishedRun } from '../../../test/kit/trial-export.ts';

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
  ['\v=1', "'\v=1"],
  ['\f=1', "'\f=1"],
  ['\u0001=1', "'\u0001=1"],
  ['\u0085=1', "'\u0085=1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['\u00ad-1', "'\u00ad-1"],
  ['\u2003 \u3000@A1', "'\u2003 \u3000@A1"],
  ['\u2028=1', "'\u2028=1"],
  ['\u200b\u200d\u2060=1', "'\u200b\u200d\u2060=1"],
  ['\u202e=1', "'\u202e=1"],
  ['\ufeff+1', "'\ufeff+1"],
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

  it('means the same in JavaScript and SQL, whatever character stands before the formula', async () => {
    const rows = await ask(
      `SELECT code, ${spreadsheetTextSql("chr(code) || '=1'")} AS safe
       FROM (SELECT unnest(range(1, 65536))::INTEGER AS code) WHERE code NOT BETWEEN 55296 AND 57343`,
    );
    const cells = rows.map(({ code, safe }) => ({ text: `${String.fromCharCode(Number(code))}=1`, safe }));
    expect(cells).toHaveLength(65_535 - 2048);
    expect(cells.filter(({ text, safe }) => spreadsheetText(text) !== safe)).toEqual([]);
    const unseen = /^[\s\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;
    expect(cells.filter(({ text, safe }) => unseen.test(text) && safe !== `'${text}`)).toEqual([]);
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
