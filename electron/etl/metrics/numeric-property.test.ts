import { describe, expect, it } from 'vitest';
import { exactDecimal, exactSum, numericProperty } from '../../../shared/metrics/numeric-property.ts';
import type { PropertyColumns, PropertyType } from '../../../shared/metrics/property-columns.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDuckDb, rowsOf } from '../../../test/kit/databases.ts';

const profileOf = (type: PropertyType, restKeys = 0): PropertyColumns => ({
  properties: [{ key: 'price', column: 'prop_price', type }],
  restKeys,
});

/** The number read from a column of that type holding that value (a SQL expression). */
async function numberIn(type: PropertyType, value: string): Promise<unknown> {
  const duckdb = await openDuckDb(1);
  const number = numericProperty(profileOf(type), 'price');
  const [row] = await rowsOf(duckdb, `SELECT ${number} FROM (SELECT ${value}::${type} AS prop_price)`);
  return row?.[0];
}

async function numberInRest(key: string, rest: string): Promise<unknown> {
  const duckdb = await openDuckDb(1);
  const number = numericProperty(profileOf('BIGINT', 1), key);
  const [row] = await rowsOf(duckdb, `SELECT ${number} FROM (SELECT ${quoteText(rest)} AS prop__rest)`);
  return row?.[0];
}

describe('a property read as a number', () => {
  it('is the number of a numeric column', async () => {
    expect(await numberIn('BIGINT', '5')).toBe(5);
    expect(await numberIn('DOUBLE', '4.99')).toBe(4.99);
    expect(await numberIn('DOUBLE', 'NULL')).toBeNull();
  });

  it('is never a boolean', () => {
    expect(numericProperty(profileOf('BOOLEAN'), 'price')).toBeNull();
  });

  it('is none where no event can hold the key', () => {
    expect(numericProperty(profileOf('DOUBLE'), 'cost')).toBeNull();
    expect(numericProperty({ properties: [], restKeys: 0 }, 'price')).toBeNull();
  });

  it.each([
    ['5', 5],
    ['4.99', 4.99],
    ['-4.99', -4.99],
    ['+5', 5],
    ['007', 7],
    ['1e3', 1000],
    ['1.5E-3', 0.0015],
    ['1e308', 1e308],
    ['1e-999', 0],
  ])('is the number a text names: %s', async (text, number) => {
    expect(await numberIn('VARCHAR', quoteText(text))).toBe(number);
  });

  it.each([
    '',
    ' 5',
    '5 ',
    '5\n',
    '1_000',
    '1,000',
    '0x10',
    '1e',
    'e5',
    '.',
    '-',
    '--5',
    'NaN',
    'inf',
    '-Infinity',
    '1e999',
    'true',
    '$5',
    '5 USD',
    '٥',
    '{"a":1}',
    '[5]',
  ])('is no value for the text %j', async (text) => {
    expect(await numberIn('VARCHAR', quoteText(text))).toBeNull();
  });

  it.each([
    ['cost', '{"cost":4.99,"x":1}', 4.99],
    ['cost', '{"cost":"4.99"}', 4.99],
    ['cost', '{"cost":null}', null],
    ['cost', '{"cost":true}', null],
    ['cost', '{"cost":{"cost":5}}', null],
    ['cost', '{"Cost":5}', null],
    ['a/b', '{"a/b":1,"a":{"b":2}}', 1],
    ['a~b', '{"a~b":1}', 1],
    ['~1', '{"~1":1,"/":2}', 1],
    ['', '{"":1}', 1],
    ['0', '{"0":1}', 1],
    ['$.x', '{"$.x":1,"x":2}', 1],
    ["it's", `{"it's":1}`, 1],
    ['a"b', '{"a\\"b":1}', 1],
    ['a.b', '{"a.b":1,"a":{"b":2}}', 1],
    ['*', '{"*":1,"x":2}', 1],
    ['a\0b', '{"a\\u0000b":1}', 1],
  ])('of key %j is found in prop__rest: %s', async (key, rest, number) => {
    expect(await numberInRest(key, rest)).toBe(number);
  });
});

describe('exact sums', () => {
  const sumOf = async (values: readonly string[]) => {
    const duckdb = await openDuckDb(1);
    const rows = values.map((value) => `(${value}::DOUBLE)`).join();
    const [row] = await rowsOf(duckdb, `SELECT ${exactSum('v', 'true')} FROM (VALUES ${rows}) t(v)`);
    return row?.[0];
  };

  it('are exact where doubles are not', async () => {
    expect(await sumOf(['0.1', '0.2'])).toBe(0.3);
    expect(await sumOf(Array.from({ length: 1_000 }, () => '0.1'))).toBe(100);
    expect(await sumOf(['1e15', '0.1', '-1e15'])).toBe(0.1);
  });

  it('pass over NULL, which is no amount', async () => {
    expect(await sumOf(['1', 'NULL', '2'])).toBe(3);
    expect(await sumOf(['NULL'])).toBe(0);
    const duckdb = await openDuckDb(1);
    expect(await rowsOf(duckdb, `SELECT ${exactDecimal('NULL::DOUBLE')}`)).toEqual([[null]]);
  });

  it('take an amount beyond 1e18 as 1e18, with its sign', async () => {
    expect(await sumOf(['1e300'])).toBe(1e18);
    expect(await sumOf(['-1e300', '1e18'])).toBe(0);
    expect(await sumOf(Array.from({ length: 1_000 }, () => '1e300'))).toBe(1e21);
  });

  it('heed the filter, and are 0 over no rows', async () => {
    const duckdb = await openDuckDb(1);
    const sum = exactSum('v', 'v > 1');
    expect(await rowsOf(duckdb, `SELECT ${sum} FROM (VALUES (1.0), (2.5)) t(v)`)).toEqual([[2.5]]);
    expect(await rowsOf(duckdb, `SELECT ${sum} FROM (SELECT 5.0 AS v WHERE false)`)).toEqual([[0]]);
  });
});
