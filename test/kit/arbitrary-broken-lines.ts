import fc from 'fast-check';
import { type EventSource, writeEvent } from './arbitrary-events.ts';
import type { Member } from './arbitrary-properties.ts';
import { badTimestamps } from './bad-timestamps.ts';

const encoder = new TextEncoder();

/** Lines that are not JSON, or JSON but no object. */
const looseLines = [
  '{',
  '}',
  '{}{}',
  '{} x',
  '[]',
  '[{}]',
  '1',
  '"text"',
  'null',
  'true',
  'NaN',
  '{,}',
  "{'a':1}",
  '{a:1}',
  '// comment',
  '\u000b',
  '\u00a0',
  '\ufeff',
  '\u0000',
  String.raw`["\ud800"]`,
  String.raw`"\udc00\ud800"`,
];

/** Values that no JSON has, for the place of a property's value. */
const notJson = [
  'NaN',
  '-nan',
  'inf',
  '[1,-INF]',
  '{"deep":[ infinity]}',
  'Infinity',
  '-Infinity',
  '01',
  '+1',
  '.5',
  '5.',
  '1e',
  '0x10',
  'undefined',
  "'a'",
  '"\t"',
  '[1,]',
];

/** Lone surrogates: in a value, in a key, deep down. */
const loneSurrogates = [
  String.raw`"\ud800"`,
  String.raw`"\udfff x"`,
  String.raw`[{"\ud83d":1}]`,
  String.raw`{"k":["\ude00\ud83d"]}`,
];

const fieldFaults: readonly Member[] = [
  ...['event_id', 'player_id', 'event_type'].flatMap((field) =>
    ['null', '""', 'true', '{}', '["e1"]'].map((text): Member => [field, text]),
  ),
  ...['true', '{}', '[]'].map((text): Member => ['session_id', text]),
  ...['null', '1705329000', 'true', '{}'].map((text): Member => ['timestamp', text]),
  ...badTimestamps.map((text): Member => ['timestamp', JSON.stringify(text)]),
];

const invalidUtf8 = [
  [0xff],
  [0x80],
  [0xc0, 0x80],
  [0xe2, 0x82],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
];

/** The bytes of a line that breaks a rule, or that looks as if it did (white space in an odd place breaks none). */
export function brokenLine(event: fc.Arbitrary<EventSource>): fc.Arbitrary<Uint8Array> {
  const text = event.map(writeEvent);
  return fc.oneof(
    fc.constantFrom(...looseLines).map(bytesOf),
    withFault(event, fieldFaults).map(bytesOf),
    // Two faults in one line: the first in order of precedence is its reason.
    fc
      .tuple(event, fc.constantFrom(...fieldFaults), fc.constantFrom(...fieldFaults))
      .map(([source, one, other]) => bytesOf(writeEvent(replaceField(replaceField(source, one), other)))),
    fc
      .tuple(event, fc.constantFrom('event_id', 'player_id', 'event_type', 'timestamp'))
      .map(([source, field]) =>
        bytesOf(writeEvent({ ...source, members: source.members.filter(([key]) => key !== field) })),
      ),
    fc
      .tuple(event, fc.constantFrom('[]', '"x"', '1', 'false', '""'))
      .map(([source, properties]) => bytesOf(writeEvent({ ...source, properties }))),
    fc
      .tuple(event, fc.constantFrom(...notJson, ...loneSurrogates))
      .map(([source, value]) => bytesOf(writeEvent({ ...source, properties: [['bad', value]] }))),
    // What no column shows: behind a key of `properties`, deep down, in a field of the event.
    fc
      .tuple(event, fc.constantFrom(...notJson), fc.constantFrom('a', 'session_id', 'player_id'))
      .map(([source, value, key]) =>
        bytesOf(writeEvent({ ...replaceField(source, [key, value]), properties: [['a', '1']] })),
      ),
    repeatedKey(event).map(bytesOf),
    fc
      .tuple(event, fc.constantFrom(...fieldFaults))
      .chain(([source, fault]) => repeatedKey(fc.constant(replaceField(source, fault))))
      .map(bytesOf),
    text.map((line) => bytesOf(line.replace(/}\s*$/, ',}'))),
    insertion(text, [[0x00], [0x0d], [0x09], [0x0c], [0xef, 0xbb, 0xbf], ...invalidUtf8]),
    // A line cut short, as a crash leaves it.
    fc.tuple(text, fc.nat()).map(([line, at]) => bytesOf(line).subarray(0, at % (line.length + 1))),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => bytes.filter((byte) => byte !== 0x0a)),
  );
}

function withFault(event: fc.Arbitrary<EventSource>, faults: readonly Member[]): fc.Arbitrary<string> {
  return fc
    .tuple(event, fc.constantFrom(...faults))
    .map(([source, fault]) => writeEvent(replaceField(source, fault)));
}

function replaceField(source: EventSource, [field, text]: Member): EventSource {
  const others = source.members.filter(([key]) => key !== field);
  return { ...source, members: [...others, [field, text]] };
}

/** A key twice at top level or in `properties`, also by way of an escape; or deeper down, where it is no fault. */
function repeatedKey(event: fc.Arbitrary<EventSource>): fc.Arbitrary<string> {
  const repeat = fc.constantFrom(
    (line: string) => line.replace('{', '{"event_id":"e1",'),
    (line: string) => line.replace('{', String.raw`{"event\u005fid":"e1",`),
    (line: string) => line.replace('{', '{"properties":{},'),
    (line: string) => line.replace('{', '{"twice":1,"twice":1,'),
    (line: string) => line.replace(/"properties"\s*:\s*{/, '$&"twice":1,"twice":2,'),
    (line: string) => line.replace(/"properties"\s*:\s*{/, String.raw`$&"twic\u0065":1,"twice":1,`),
    (line: string) => line.replace('{', '{"deep":[{"twice":1,"twice":1}],'),
  );
  return fc.tuple(event, repeat).map(([source, change]) => change(writeEvent(source)));
}

/** Bytes put in at any place of a line, characters of several bytes included. */
function insertion(text: fc.Arbitrary<string>, inserts: readonly number[][]): fc.Arbitrary<Uint8Array> {
  return fc.tuple(text, fc.constantFrom(...inserts), fc.nat()).map(([line, insert, at]) => {
    const bytes = bytesOf(line);
    const place = at % (bytes.length + 1);
    return Uint8Array.from([...bytes.subarray(0, place), ...insert, ...bytes.subarray(place)]);
  });
}

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}
