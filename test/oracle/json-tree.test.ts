import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasLoneSurrogate, jsonText, readJson } from './json-tree.ts';

/** Reads and writes back. */
const minified = (text: string): string | undefined => {
  const node = readJson(text);
  return node === undefined ? undefined : jsonText(node);
};

describe('readJson', () => {
  test('reads what JSON.parse reads, however it is written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t', '\n'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.parse(minified(text) ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{ "b" : 1 , "a" : [ ] , "2" : { } }', '{"b":1,"a":[],"2":{}}'],
    ['{"k":1,"k":2}', '{"k":1,"k":2}'],
    ['[1.50,-0,1E+2,9007199254740993]', '[1.50,-0,1E+2,9007199254740993]'],
    [String.raw`"\u0041\"\\"`, String.raw`"A\"\\"`],
    [' \r[true , false,null]\t', '[true,false,null]'],
  ])('keeps order, repeated keys and number texts of %s', (text, expected) => {
    expect(minified(text)).toBe(expected);
  });

  test.each(['', '{', '[1,]', '{"a":1,}', 'NaN', '01', '"\t"', '{} {}', "{'a':1}", '\ufeff{}'])(
    'refuses %j',
    (text) => {
      expect(readJson(text)).toBeUndefined();
    },
  );
});

test.each([
  [String.raw`"\ud83d\ude00"`, false],
  [String.raw`"\ud83d"`, true],
  [String.raw`{"\ude00\ud83d":1}`, true],
  [String.raw`[{"a":["\udfff"]}]`, true],
])('hasLoneSurrogate of %s is %s', (text, expected) => {
  expect(hasLoneSurrogate(readJson(text) ?? { kind: 'null' })).toBe(expected);
});
