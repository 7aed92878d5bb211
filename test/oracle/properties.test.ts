import { describe, expect, test } from 'vitest';
import { readJson } from './json-tree.ts';
import { type Properties, propertyColumns, propertyValues } from './properties.ts';

/** The members of a JSON object as the properties of an event. */
function properties(json: string): Properties {
  const node = readJson(json);
  return new Map(node?.kind === 'object' ? node.members.map(({ key, value }) => [key, value]) : []);
}

/** The type of a key that holds these values, one an event. */
function typeOf(...values: string[]): string | undefined {
  const events = values.map((value) => properties(`{"k":${value}}`));
  return propertyColumns(events, 500).columns[0]?.type;
}

describe('widening', () => {
  test.each([
    [['1', '-2', 'null'], 'BIGINT'],
    [['9223372036854775807', '-9223372036854775808'], 'BIGINT'],
    [['9223372036854775808'], 'VARCHAR'],
    [['1', '2.5'], 'DOUBLE'],
    [['1.0'], 'DOUBLE'],
    [['9007199254740992', '0.5'], 'DOUBLE'],
    [['9007199254740993', '0.5'], 'VARCHAR'],
    [['0.5', '1e400'], 'VARCHAR'],
    [['0.5', '1e-400'], 'VARCHAR'],
    [['1.10', '1E5', '-0', '0.30000000000000004', '0e999', '5e-324'], 'DOUBLE'],
    [['12345678901234567.89'], 'VARCHAR'],
    [['9007199254740993.0'], 'VARCHAR'],
    [['4.9e-324'], 'VARCHAR'],
    [['true', 'false', 'null'], 'BOOLEAN'],
    [['true', '1'], 'VARCHAR'],
    [['1', '"1"'], 'VARCHAR'],
    [['{}'], 'VARCHAR'],
    [['[1]', '1'], 'VARCHAR'],
    [['null'], 'VARCHAR'],
  ])('%j is %s', (values, expected) => {
    expect(typeOf(...values)).toBe(expected);
  });
});

/** `[key, column]` of an event with these keys. */
const names = (...keys: string[]) =>
  propertyColumns([properties(`{${keys.map((key) => `${JSON.stringify(key)}:1`).join()}}`)], 500).columns.map(
    ({ key, name }) => [key, name],
  );

describe('column names', () => {
  test('keys in code point order; a taken name, case ignored, gets a suffix', () => {
    expect(names('a', 'A', 'a_2', 'б', 'Б')).toEqual([
      ['A', 'prop_A'],
      ['a', 'prop_a_2'],
      ['a_2', 'prop_a_2_2'],
      ['Б', 'prop_Б'],
      ['б', 'prop_б_2'],
    ]);
  });

  test('code points, not UTF-16 units', () => {
    expect(names('😀', '～', '')).toEqual([
      ['', 'prop_'],
      ['～', 'prop_～'],
      ['😀', 'prop_😀'],
    ]);
  });

  test('a NUL character becomes U+FFFD', () => {
    expect(names('a\0')).toEqual([['a\0', 'prop_a\ufffd']]);
  });

  test('the name of the rest is no name for a key', () => {
    expect(names('_rest', '__proto__')).toEqual([
      ['__proto__', 'prop___proto__'],
      ['_rest', 'prop__rest_2'],
    ]);
  });
});

describe('past max_property_columns', () => {
  const events = ['{"c":1,"a":null,"b":1}', '{"a":2,"d":{"x": 1}}', '{"c":3}', '{}'].map(properties);

  test('the keys in the fewest events go, of ties the later code point first', () => {
    const kept = (limit: number) => propertyColumns(events, limit).columns.map(({ key }) => key);
    expect(kept(4)).toEqual(['a', 'b', 'c', 'd']);
    expect(kept(3)).toEqual(['a', 'b', 'c']);
    expect(kept(1)).toEqual(['a']);
    expect(kept(0)).toEqual([]);
    expect(propertyColumns(events, 4).rest.size).toBe(0);
  });

  test('prop__rest holds the keys an event has, in its own order, and NULL where it has none', () => {
    const columns = propertyColumns(events, 1);
    expect(events.map((event) => propertyValues(event, columns).get('prop__rest'))).toEqual([
      '{"c":1,"b":1}',
      '{"d":{"x":1}}',
      '{"c":3}',
      null,
    ]);
  });
});

test('values by type; in VARCHAR strings as they are, everything else as JSON text', () => {
  const events = [
    '{"i":1,"d":1,"b":true,"v":"x","s":"[ 1 ]"}',
    '{"i":-0,"d":0.5,"b":null,"v":[ 1, {"k" : "y"} ]}',
    '{"v":9007199254740993}',
    '{"v":true}',
  ].map(properties);
  const columns = propertyColumns(events, 500);
  const rows = events.map((event) => Object.fromEntries(propertyValues(event, columns)));
  expect(rows).toEqual([
    { prop_i: 1n, prop_d: 1, prop_b: true, prop_v: 'x', prop_s: '[ 1 ]' },
    { prop_i: 0n, prop_d: 0.5, prop_b: null, prop_v: '[1,{"k":"y"}]', prop_s: null },
    { prop_i: null, prop_d: null, prop_b: null, prop_v: '9007199254740993', prop_s: null },
    { prop_i: null, prop_d: null, prop_b: null, prop_v: 'true', prop_s: null },
  ]);
});
