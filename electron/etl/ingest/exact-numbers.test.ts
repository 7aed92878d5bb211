import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDuckDb, rowsOf } from '../../../test/kit/databases.ts';
import { linesOf } from '../../../test/kit/event-lines.ts';
import { runOver } from '../../../test/kit/runs.ts';
import { isWrittenAnew, mayHoldOddValues } from './odd-values.ts';

/** A line of JSON in which values are written as they are given. */
function line(members: Record<string, string>): string {
  const all = {
    event_id: '"e"',
    player_id: '"p"',
    event_type: '"t"',
    timestamp: '"2024-01-15T14:30:00Z"',
    ...members,
  };
  return `{${Object.entries(all).map(([key, value]) => `"${key}":${value}`)}}`;
}

/** What the cleaned events of a run over lines hold in a column, each as text, in input order. */
async function cleanedTexts(lines: readonly string[], column: string, maxColumns = 500) {
  const { output, manifest } = await runOver(
    { 'e.jsonl': linesOf(lines) },
    { config: { ingest: { max_property_columns: maxColumns } } },
  );
  const rows = await rowsOf(
    await openDuckDb(),
    `SELECT "${column}"::VARCHAR FROM read_parquet(${quoteText(join(output, 'events_cleaned.parquet'))})`,
  );
  return { texts: rows.map(([text]) => text), reconciliation: manifest.reconciliation };
}

const numbers = [
  '1e5',
  '1E5',
  '100000.0',
  '100000',
  '1700000000.12345678901',
  '1700000000.12345678902',
  '-0',
  '0',
  '1.0',
  '1.00',
  '1',
  '0.0000001',
  '123456789012345678901234567890',
  '123456789012345678901234567890.5',
  '1e400',
  '9007199254740993.0',
];

describe('a number in an id field is its text', () => {
  it.each(['event_id', 'player_id', 'session_id', 'event_type'])('%s', async (field) => {
    const lines = numbers.map((number, index) => line({ event_id: `"e${index}"`, [field]: number }));
    const { texts, reconciliation } = await cleanedTexts(lines, field);
    expect(texts).toEqual(numbers);
    expect(reconciliation).toMatchObject({ events_cleaned: numbers.length, duplicates_removed: 0 });
  });

  it('the same number in the same spelling, or as a text, is one id', async () => {
    const lines = ['1.10', '1.10', '"1.10"', '1.1'].map((id) => line({ event_id: id }));
    const { texts, reconciliation } = await cleanedTexts(lines, 'event_id');
    expect(texts).toEqual(['1.10', '1.1']);
    expect(reconciliation).toMatchObject({ duplicates_removed: 2 });
  });

  it('whatever else stands in the line', async () => {
    const lines = [
      line({
        event_id: '1.50',
        properties: '{"event_id":2.50,"note":"\\"event_id\\":3.50"}',
        x: '{"event_id":4.50}',
      }),
      line({ event_id: '"x"', player_id: '1' }).replace('"event_id":"x"', '"event\\u005fid" : 1e1'),
    ];
    expect((await cleanedTexts(lines, 'event_id')).texts).toEqual(['1.50', '1e1']);
  });
});

describe('a number in a column of texts keeps its digits', () => {
  const mixed = [...numbers, '"text"', '"1.10"', 'true', 'null'];
  const texts = [...numbers, 'text', '1.10', 'true', null];

  it.each([
    ['in properties', (value: string) => ({ properties: `{"x":${value}}` })],
    ['at the top level', (value: string) => ({ x: value })],
    [
      'in properties, over another at the top level',
      (value: string) => ({ x: '7.70', properties: `{"x":${value}}` }),
    ],
  ])('%s', async (_, members) => {
    const lines = mixed.map((value, index) => line({ event_id: `"e${index}"`, ...members(value) }));
    expect((await cleanedTexts(lines, 'prop_x')).texts).toEqual(texts);
  });

  it('in objects and lists, however deep', async () => {
    const trees = numbers.map(
      (number) => `{"o":{"k\\"n5":[${number},{"v":${number}}],"s":"n1.10","t":"\\"n1\\""}}`,
    );
    const lines = trees.map((tree, index) => line({ event_id: `"e${index}"`, properties: `{"x":${tree}}` }));
    expect((await cleanedTexts(lines, 'prop_x')).texts).toEqual(trees);
  });

  it('beyond the column limit', async () => {
    const lines = numbers.map((number, index) =>
      line({ event_id: `"e${index}"`, s: '"sx"', t: number, properties: `{"n":${number},"o":[${number}]}` }),
    );
    const { texts: rest } = await cleanedTexts(lines, 'prop__rest', 0);
    expect(rest).toEqual(numbers.map((number) => `{"s":"sx","t":${number},"n":${number},"o":[${number}]}`));
  });
});

it('a number that a double keeps stands in a column of doubles, however it is written', async () => {
  const written = ['4.99', '1.10', '1E5', '0.30000000000000004', '-0.00', '7'];
  const lines = written.map((number, index) =>
    line({ event_id: `"e${index}"`, properties: `{"x":${number}}` }),
  );
  expect((await cleanedTexts(lines, 'prop_x')).texts).toEqual([
    '4.99',
    '1.1',
    '100000.0',
    '0.30000000000000004',
    '-0.0',
    '7.0',
  ]);
});

it('what is not asked for marks is written by DuckDB as it stands', async () => {
  const digits = (count: number) => '1234567890123456789012'.slice(0, count);
  const candidates = [
    ...numbers,
    '4.99',
    ...['1e-7', '1e-07', '1.5e300', '1.5e+300', '-2e22', '123456789012345680.0', '804.2123498414701'],
    ...Array.from(
      { length: 22 * 8 },
      (_, index) => `${digits((index % 22) + 1)}.${digits(Math.floor(index / 22) + 1)}`,
    ),
    ...Array.from({ length: 12 }, (_, index) => `0.${'0'.repeat(index)}123`),
  ];
  const duckdb = await openDuckDb();
  const rows = await rowsOf(
    duckdb,
    `SELECT number FROM (SELECT number, json FROM (SELECT unnest([${candidates.map(quoteText).join(', ')}]) AS number), LATERAL (
       SELECT '{"x":' || number || '}' AS json UNION ALL SELECT '{"x": [ ' || number || ' ]}' UNION ALL SELECT '{"x":[1,' || number || ']}'))
     WHERE NOT (${mayHoldOddValues('json')} AND ${isWrittenAnew('json')}) AND NOT (contains(json::JSON->'x', number)
       AND (contains(json, '[') OR from_json(json, '{"x":"VARCHAR"}').x = number))`,
  );
  expect(rows).toEqual([]);
});
