import { describe, expect, test } from 'vitest';
import { exampleConfig } from '../kit/example-run.ts';
import { type ReferenceLine, readReference } from './read-lines.ts';

const encoder = new TextEncoder();

function read(bytes: Uint8Array | string, maxLineBytes = 1000): ReferenceLine[] {
  const file = { path: 'a.jsonl', bytes: typeof bytes === 'string' ? encoder.encode(bytes) : bytes };
  return readReference([file], exampleConfig({ ingest: { max_line_bytes: maxLineBytes } }));
}

/** `blank`, `event` or the reason, line by line. */
const verdicts = (lines: ReferenceLine[]) =>
  lines.map((line) => (line.kind === 'rejected' ? line.reason : line.kind));

const verdict = (line: Uint8Array | string, maxLineBytes?: number) =>
  verdicts(read(line, maxLineBytes)).join();

const good = { event_id: 'e1', player_id: 'ann', event_type: 'purchase', timestamp: '2024-01-15T14:30:00Z' };
const goodLine = JSON.stringify(good);
const changed = (change: object): string => JSON.stringify({ ...good, ...change });

describe('physical lines', () => {
  test.each([
    ['', []],
    ['\ufeff', []],
    ['\n', ['blank']],
    ['\ufeff\n\n', ['blank', 'blank']],
    [' \t\r\f\n', ['blank']],
    [goodLine, ['event']],
    [`${goodLine}\n`, ['event']],
    [`\ufeff${goodLine}\r\n${goodLine}\r\n`, ['event', 'event']],
    [`${goodLine}\n\ufeff${goodLine}`, ['event', 'event']],
    [`\ufeff\ufeff${goodLine}\n\ufeff\n ${goodLine}\ufeff`, ['event', 'blank', 'malformed_json']],
    [`${goodLine}\r${goodLine}`, ['malformed_json']],
  ])('%j', (text, expected) => {
    expect(verdicts(read(text))).toEqual(expected);
  });

  test('places count from 1 in lines and from 0 in bytes, the byte-order mark included', () => {
    const places = read('\ufeff{\n\nü\n[]').map(({ file, line, byteOffset }) => [file, line, byteOffset]);
    expect(places).toEqual([
      ['a.jsonl', 1, 3],
      ['a.jsonl', 2, 5],
      ['a.jsonl', 3, 6],
      ['a.jsonl', 4, 9],
    ]);
  });
});

describe('precedence before the JSON', () => {
  test('too long is more than max_line_bytes before the LF, the CR included, the byte-order mark not', () => {
    expect(verdict(`${goodLine}\n`, goodLine.length)).toBe('event');
    expect(verdict(`${goodLine}\r\n`, goodLine.length)).toBe('line_too_long');
    expect(verdict(`\ufeff${goodLine}\n`, goodLine.length)).toBe('event');
    expect(verdict('   \n', 2)).toBe('line_too_long');
    expect(verdict(Uint8Array.of(0xff, 0xff, 0xff), 2)).toBe('line_too_long');
  });

  test.each([[[0xff]], [[0x20, 0x80]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0x22, 0xe2, 0x82, 0x22]]])(
    'bytes %j are invalid UTF-8',
    (bytes) => {
      expect(verdict(Uint8Array.from(bytes))).toBe('invalid_utf8');
    },
  );
});

describe('one reason a line', () => {
  test.each([
    ['\u0000', 'malformed_json'],
    ['\u000b', 'malformed_json'],
    ['{"a":NaN}', 'malformed_json'],
    [goodLine.replace('}', ',}'), 'malformed_json'],
    [goodLine.replace('{', '{"event_id":"e2",'), 'malformed_json'],
    [goodLine.replace('{', String.raw`{"event\u005fid":"e2",`), 'malformed_json'],
    [goodLine.replace('{', '{"properties":{"a":1,"a":1},'), 'malformed_json'],
    [goodLine.replace('{', String.raw`{"note":"\ud800",`), 'malformed_json'],
    [String.raw`["\ud800"]`, 'malformed_json'],
    // Deeper than properties a repeated key is no fault.
    [goodLine.replace('{', '{"properties":{"deep":{"a":1,"a":1}},'), 'event'],
    [goodLine.replace('{', '{"deep":{"a":1,"a":1},'), 'event'],
    ['[]', 'not_an_object'],
    ['null', 'not_an_object'],
    ['{}', 'missing_field'],
    [changed({ player_id: null, event_id: '' }), 'missing_field'],
    [changed({ timestamp: null, session_id: true }), 'missing_field'],
    [changed({ event_id: '' }), 'invalid_field'],
    [changed({ event_type: [] }), 'invalid_field'],
    [changed({ player_id: false, timestamp: 'x' }), 'invalid_field'],
    [changed({ session_id: {} }), 'invalid_field'],
    [changed({ properties: [] }), 'invalid_field'],
    [changed({ timestamp: '' }), 'invalid_timestamp'],
    [changed({ timestamp: 1705329000 }), 'invalid_timestamp'],
    [changed({ timestamp: '2024-01-15' }), 'invalid_timestamp'],
    [changed({ properties: null, session_id: null }), 'event'],
  ])('%s', (line, expected) => {
    expect(verdict(line)).toBe(expected);
  });
});

test('an event: ids as text, an empty session is none, properties win over other top-level fields', () => {
  const [line] = read(
    '{"event_id":17.0,"player_id":"7","session_id":"","event_type":"t","timestamp":"1970-01-01T00:00:01",' +
      '"b":1,"a":2,"properties":{"c":3,"b":null}}',
  );
  expect(line?.kind === 'event' ? line.event : undefined).toEqual({
    eventId: '17.0',
    playerId: '7',
    sessionId: null,
    eventType: 't',
    timestamp: 1_000_000n,
    properties: new Map<string, object>([
      ['b', { kind: 'null' }],
      ['a', { kind: 'number', source: '2' }],
      ['c', { kind: 'number', source: '3' }],
    ]),
  });
});
