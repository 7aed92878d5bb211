import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDuckDb } from '../../../test/kit/databases.ts';
import { eventLine, eventsWith, linesOf } from '../../../test/kit/event-lines.ts';
import { runOver } from '../../../test/kit/runs.ts';
import { reasonsOf, stageFiles } from '../../../test/kit/staged.ts';
import { compareCodePoints, type PropertyProfile, profileProperties } from './profile.ts';

async function profileOf(content: string, maxColumns = 500): Promise<PropertyProfile> {
  const { database, stagedPath } = await stageFiles({ 'e.jsonl': content });
  return profileProperties(database, stagedPath, maxColumns);
}

/** What a whole run makes of properties: the property columns with their types, and the values of each event. */
async function cleaned(content: string, maxColumns = 500) {
  const config = { ingest: { max_property_columns: maxColumns } };
  const { output } = await runOver({ 'e.jsonl': content }, { config });
  const duckdb = await openDuckDb();
  const found = await duckdb.runAndReadAll(
    `SELECT COLUMNS('^prop_') FROM read_parquet(${quoteText(join(output, 'events_cleaned.parquet'))})`,
  );
  return { columns: found.columnNames(), rows: found.getRowsJS() };
}

const typesOf = async (values: readonly string[]) =>
  (await profileOf(eventsWith(values.map((value) => `{"x":${value}}`)))).properties.map(({ type }) => type);

describe('the type of a column', () => {
  it.each([
    ['BIGINT', ['1', '-2', '0']],
    ['BIGINT', ['1', 'null']],
    ['BIGINT', ['9223372036854775807', '-9223372036854775808']],
    ['BIGINT', ['9007199254740993', '1']],
    ['DOUBLE', ['1', '2.5']],
    ['DOUBLE', ['1.0', '2.0']],
    ['DOUBLE', ['1e5', '1E-5']],
    ['DOUBLE', ['9007199254740992', '0.5']],
    ['BOOLEAN', ['true', 'false', 'null']],
    ['VARCHAR', ['"a"', '"b"']],
    ['VARCHAR', ['null', 'null']],
    ['VARCHAR', ['1', '"a"']],
    ['VARCHAR', ['1', 'true']],
    ['VARCHAR', ['0.5', 'false']],
    ['VARCHAR', ['1', '{}']],
    ['VARCHAR', ['1', '[1]']],
    ['VARCHAR', ['true', '"true"']],
    ['VARCHAR', ['"1"', '"2"']],
    // A number that its column could not hold keeps its digits as text.
    ['VARCHAR', ['9223372036854775808']],
    ['VARCHAR', ['9007199254740993', '0.5']],
    ['VARCHAR', ['-9007199254740993', '0.5']],
    ['VARCHAR', ['1e400', '1']],
    ['VARCHAR', ['12345678901234567.89']],
    ['VARCHAR', ['9007199254740993.0', '1']],
    ['VARCHAR', ['0.1000000000000000055511151231257827', '0.1']],
    ['VARCHAR', ['1e-400']],
    ['VARCHAR', ['4.9e-324']],
    ['DOUBLE', ['1.10', '-0', '1700000000.123456', '0.30000000000000004', '9007199254740992.0']],
    ['DOUBLE', ['1.0000000000000000000000', '5e-324', '0e999', '100000000000000000000.0', '0.00000010']],
  ])('is %s for %j, in any order', async (type, values) => {
    expect(await typesOf(values)).toEqual([type]);
    expect(await typesOf(values.toReversed())).toEqual([type]);
  });

  it('is learnt from every line, the last one too', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => `{"x":${index}}`);
    const { properties } = await profileOf(eventsWith([...numbers, '{"x":"boss","last":0.5}']));
    expect(properties).toMatchObject([
      { key: 'last', type: 'DOUBLE', events: 1 },
      { key: 'x', type: 'VARCHAR', events: 20_001 },
    ]);
  });

  it('is learnt from duplicates too, but from no rejected line', async () => {
    const content = linesOf([
      eventLine({ event_id: 'e1', properties: { x: 1, y: 1 } }),
      eventLine({ event_id: 'e1', properties: { x: 'text' } }),
      eventLine({ event_id: '', properties: { y: 'text', z: 1 } }),
    ]);
    expect((await profileOf(content)).properties).toMatchObject([
      { key: 'x', type: 'VARCHAR' },
      { key: 'y', type: 'BIGINT', events: 1 },
    ]);
  });
});

describe('values', () => {
  it('keep every digit', async () => {
    const { rows } = await cleaned(
      eventsWith([
        '{"big":9223372036854775807,"wide":12345678901234567890123,"id":9007199254740993}',
        '{"big":-9223372036854775808,"wide":1,"id":0.5}',
      ]),
    );
    expect(rows).toEqual([
      [9223372036854775807n, '9007199254740993', '12345678901234567890123'],
      [-9223372036854775808n, '0.5', '1'],
    ]);
  });

  it('of a mixed column are texts: strings as they are, the rest as JSON', async () => {
    const { rows } = await cleaned(
      eventsWith([
        '{"x":"a \\"b\\""}',
        '{"x":true}',
        '{"x":{"k":[1,null]}}',
        '{"x":[]}',
        '{"x":null}',
        '{}',
        '{"x":""}',
      ]),
    );
    expect(rows).toEqual([['a "b"'], ['true'], ['{"k":[1,null]}'], ['[]'], [null], [null], ['']]);
  });
});

describe('keys', () => {
  it('are columns in code point order, where integers come as texts do', async () => {
    const { columns, rows } = await cleaned(eventsWith(['{"b":1,"10":2,"9":3,"a":4,"Z":5,"😀":6,"～":7}']));
    expect(columns).toEqual(['prop_10', 'prop_9', 'prop_Z', 'prop_a', 'prop_b', 'prop_～', 'prop_😀']);
    expect(rows).toEqual([[2n, 3n, 5n, 4n, 1n, 7n, 6n]]);
    expect(['\u{1f600}', '\uff5e'].sort(compareCodePoints)).toEqual(['\uff5e', '\u{1f600}']);
  });

  it.each([
    ['a quote', '\\"', 'prop_"'],
    ['an apostrophe', "'", "prop_'"],
    ['a dot', 'a.b', 'prop_a.b'],
    ['brackets', 'a[0]', 'prop_a[0]'],
    ['a JSON path', '$.a', 'prop_$.a'],
    ['a JSON pointer', '/a~b', 'prop_/a~b'],
    ['an asterisk', '*', 'prop_*'],
    ['a semicolon', '; DROP VIEW lines; --', 'prop_; DROP VIEW lines; --'],
    ['a backslash', '\\\\', 'prop_\\'],
    ['a line end', '\\n', 'prop_\n'],
    ['letters of any script', 'größe 日本', 'prop_größe 日本'],
    ['a NUL', 'a\\u0000b', 'prop_a\uFFFDb'],
    ['nothing', '', 'prop_'],
    ['a name of the output', 'event_id', 'prop_event_id'],
    ['a long name', 'x'.repeat(5_000), `prop_${'x'.repeat(5_000)}`],
  ])('may hold %s', async (_, key, column) => {
    expect(await cleaned(eventsWith([`{"${key}":1}`, '{}', `{"${key}":2}`]))).toEqual({
      columns: [column],
      rows: [[1n], [null], [2n]],
    });
  });

  it('may open with a byte-order mark, which tells them apart from others', async () => {
    const { rows } = await cleaned(
      eventsWith(['{"\uFEFFlevel":1}', '{"level":2}', '{"\uFEFFlevel":3,"level":4}']),
    );
    expect(rows).toEqual([
      [null, 1n],
      [2n, null],
      [4n, 3n],
    ]);
  });

  it('that differ in case each keep their values', async () => {
    const { columns, rows } = await cleaned(
      eventsWith(['{"Level":1,"level":2}', '{"level":3}', '{"LEVEL":4}', '{"Level":5}']),
    );
    expect(columns).toEqual(['prop_LEVEL', 'prop_Level_2', 'prop_level_3']);
    expect(rows).toEqual([
      [null, 1n, 2n],
      [null, null, 3n],
      [4n, null, null],
      [null, 5n, null],
    ]);
  });

  it('that stand twice in properties make the line malformed, and its keys no columns', async () => {
    const staged = await stageFiles({
      'e.jsonl': eventsWith(['{"a":1}', '{"b":1,"b":2}', '{"c":{"d":1,"d":2}}']),
    });
    const { properties } = await profileProperties(staged.database, staged.stagedPath, 10);
    expect(await reasonsOf(staged)).toEqual([null, 'malformed_json', null]);
    expect(properties.map(({ key }) => key)).toEqual(['a', 'c']);
  });

  it('of the top level are properties; one in properties wins, be it null', async () => {
    const content = linesOf([
      eventLine({ event_id: 'e1', level: 1 }),
      eventLine({ event_id: 'e2', level: 1, properties: { level: 2 } }),
      eventLine({ event_id: 'e3', level: 1, properties: { level: null } }),
      eventLine({ event_id: 'e4', level: 1, properties: null }),
      eventLine({ event_id: 'e5', properties: {} }),
    ]);
    expect((await profileOf(content)).properties).toMatchObject([
      { key: 'level', type: 'BIGINT', events: 4 },
    ]);
    expect((await cleaned(content)).rows).toEqual([[1n], [2n], [null], [1n], [null]]);
  });

  it('of the core fields are none, even in another case', async () => {
    const { properties } = await profileOf(
      linesOf([eventLine({ event_id: 'e1', session_id: 's', Event_ID: 'x' })]),
    );
    expect(properties.map(({ key }) => key)).toEqual(['Event_ID']);
  });
});

describe('beyond the column limit', () => {
  it('the keys in the fewest events go to prop__rest; of equals the later code point', async () => {
    const content = eventsWith(['{"often":1,"a":1,"b":2}', '{"often":2,"B":3}', '{"often":3}', '{}']);
    expect(await profileOf(content, 2)).toMatchObject({
      properties: [{ key: 'B' }, { key: 'often', events: 3 }],
      restKeys: 2,
    });
    const { columns, rows } = await cleaned(content, 2);
    expect(columns).toEqual(['prop_B', 'prop_often', 'prop__rest']);
    expect(rows).toEqual([
      [null, 1n, '{"a":1,"b":2}'],
      [3n, 2n, null],
      [null, 3n, null],
      [null, null, null],
    ]);
  });

  it('there may be no column at all', async () => {
    const content = linesOf([
      eventLine({ event_id: 'e1', a: 1, properties: { b: [1, 'x'] } }),
      eventLine({ event_id: 'e2' }),
    ]);
    expect(await profileOf(content, 0)).toMatchObject({ properties: [], restKeys: 2 });
    expect(await cleaned(content, 0)).toEqual({
      columns: ['prop__rest'],
      rows: [['{"a":1,"b":[1,"x"]}'], [null]],
    });
  });

  it('a key of properties wins over the top level there too', async () => {
    const content = linesOf([eventLine({ event_id: 'e1', a: 1, properties: { a: null } })]);
    expect((await cleaned(content, 0)).rows).toEqual([['{"a":null}']]);
  });

  it('exactly as many keys as columns need no rest', async () => {
    expect(await profileOf(eventsWith(['{"a":1,"b":2}']), 2)).toMatchObject({ restKeys: 0 });
  });

  it('2,000 keys, each in one event, are all kept', async () => {
    const properties = Array.from(
      { length: 2_000 },
      (_, index) => `{"k${String(index).padStart(4, '0')}":${index}}`,
    );
    const { columns, rows } = await cleaned(eventsWith(properties));
    expect(columns).toHaveLength(501);
    expect(columns.at(-2)).toBe('prop_k0499');
    expect(rows[499]?.at(-2)).toBe(499n);
    expect(rows[500]?.at(-1)).toBe('{"k0500":500}');
    expect(rows[1_999]?.at(-1)).toBe('{"k1999":1999}');
    expect(rows.every((row) => row.filter((value) => value !== null).length === 1)).toBe(true);
  });

  it('no property at all gives no column', async () => {
    expect(await profileOf(linesOf([eventLine({ event_id: 'e1' })]))).toMatchObject({
      properties: [],
      restKeys: 0,
    });
  });
});
