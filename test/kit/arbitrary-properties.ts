import fc from 'fast-check';

/** A key and the JSON text of its value. */
export type Member = readonly [key: string, text: string];

/** What kind of values a key holds throughout one run; it decides the type of the column. */
export type ValueFamily =
  | 'integers'
  | 'decimals'
  | 'digits'
  | 'booleans'
  | 'nulls'
  | 'texts'
  | 'trees'
  | 'mixed';

export const valueFamilies: readonly ValueFamily[] = [
  'integers',
  'decimals',
  'digits',
  'booleans',
  'nulls',
  'texts',
  'trees',
  'mixed',
];

/** The properties metrics read. */
export const metricKeys: readonly string[] = ['price_usd', 'session_duration', 'levels_played'];

/**
 * Keys that differ only in case, that clash once they have a suffix, that mean something to SQL or to a JSON path,
 * that come in another order by UTF-16 unit than by code point, that JavaScript treats in its own way.
 * One holds U+0000, which no SQL identifier can carry.
 */
export const oddKeys: readonly string[] = [
  'a',
  'A',
  'a_2',
  'A_2',
  'Price_USD',
  'ключ',
  'КЛЮЧ',
  '😀',
  '～',
  '',
  ' ',
  '_rest',
  '_REST',
  'a"b',
  "it's",
  'x.y',
  'x/y',
  'x~y',
  '$',
  '*',
  '[0]',
  'tab\there',
  'nul\0',
  'back\\slash',
  '0',
  '10',
  '__proto__',
  'constructor',
  'prop_a',
  'timestamp',
  'event_id',
  'source_line',
];

// Amounts stay far below 10^15 and keep at most three places, so that a sum of doubles can be exact to 9 places.
const integer = fc.oneof(
  fc.constantFrom('0', '-0', '1', '1000', '1001'),
  fc.integer({ min: -50, max: 3000 }).map(String),
);
const decimal = fc.oneof(
  fc.constantFrom('0.0', '0.1', '0.2', '0.001', '999.99', '1000.0', '1000.01', '-5.50', '1e2', '25E-1'),
  fc.integer({ min: -500, max: 120_000 }).map((cents) => (cents / 100).toFixed(2)),
);

// Numbers that a double keeps, or does not, or that some writer puts in another way. Far from any metric.
const digits = fc.oneof(
  fc.constantFrom(
    '1.10',
    '0.10000000149011612',
    '0.30000000000000004',
    '12345678901234567.89',
    '9007199254740993.0',
    '9007199254740992.0',
    '0.1000000000000000055511151231257827',
    '1.0000000000000000000000',
    '0.00001',
    '0.0000001',
    '123456789012345.5',
    '1700000000.123456',
    '1e5',
    '1E5',
    '-0',
    '-0.00',
    '1e22',
    '1e23',
    '1e-400',
    '1e400',
    '0e999',
    '5e-324',
    '4.9e-324',
    '2.2250738585072011e-308',
    '1.7976931348623157e308',
    '100000000000000000000.0',
    '18446744073709551616.0',
  ),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((number) => (Object.is(number, -0) ? '-0' : String(number).replace('+', ''))),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 20n }))
    .map(([whole, fraction]) => `${whole}.${fraction}`),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: -330, max: 310 }))
    .map(([number, exponent]) => `${number}e${exponent}`),
);

const text = fc.oneof(
  // Texts that are numbers, and texts that only some reader takes for one.
  fc.constantFrom(
    '9.99',
    '12',
    '-3.5',
    '1e2',
    '1000.5',
    'NaN',
    'Infinity',
    'inf',
    '1_000',
    '0x10',
    ' 5',
    '1,5',
    '５',
  ),
  fc.constantFrom(
    '',
    'null',
    'true',
    '{}',
    '[1]',
    'two\nlines',
    'nul\u0000',
    '\u007f\u2028',
    'e\u0301',
    '👩‍👩‍👧',
    "'; --",
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const quoted = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom(String.raw`"\u0041\/\b"`, String.raw`"\ud83d\ude00"`, String.raw`"9\u002e99"`),
);

const tree = fc.oneof(
  fc.constantFrom(
    '{}',
    '[]',
    '[[]]',
    '{"b":1,"a":2}',
    '[1, 2.5 ,"x"]',
    '{ "k" : [ null , true ] }',
    '{"":{"":""}}',
  ),
  fc.jsonValue({ maxDepth: 2, noUnicodeString: false }).map((value) => JSON.stringify([value])),
  digits.map((number) => `{ "o" : [${number} , {"v":${number}}]}`),
);

// Integers at the edges of 64 bits and of a double.
const edge = fc.constantFrom(
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '18446744073709551616',
  '1e400',
);

/** The JSON text of a value of some family; now and then null. `wide`: the family may reach past 2^53. */
export function jsonOf(family: ValueFamily, wide: boolean): fc.Arbitrary<string> {
  const sound = ofFamily(family, wide);
  return fc.oneof({ weight: 8, arbitrary: sound }, { weight: 1, arbitrary: fc.constant('null') });
}

function ofFamily(family: ValueFamily, wide: boolean): fc.Arbitrary<string> {
  const integers = wide
    ? fc.oneof({ weight: 4, arbitrary: integer }, { weight: 1, arbitrary: edge })
    : integer;
  const boolean = fc.constantFrom('true', 'false');
  switch (family) {
    case 'integers':
      return integers;
    case 'decimals':
      return fc.oneof(decimal, integer);
    case 'digits':
      return wide ? fc.oneof(digits, decimal) : decimal;
    case 'booleans':
      return boolean;
    case 'nulls':
      return fc.constant('null');
    case 'texts':
      return quoted;
    case 'trees':
      return tree;
    case 'mixed':
      return fc.oneof(integers, decimal, boolean, quoted, tree, ...(wide ? [digits] : []));
  }
}
