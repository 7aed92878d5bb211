import type { Random } from '../../../electron/etl/generate/random.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');

/** What a log may hold that a reader stumbles over, whole values and single characters. */
const tokens: readonly Buffer[] = [
  ...[
    'NaN',
    '-Infinity',
    ':nan',
    ',inf',
    'null',
    'true',
    '1e400',
    '1E-400',
    '-0',
    '-0.0',
    '1.10',
    '01',
    '+1',
    '.5',
    '1.',
  ],
  ...[
    '12345678901234567.89',
    '9007199254740993.0',
    '9007199254740993',
    '18446744073709551616',
    '0.30000000000000004',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '/',
    "'",
    '//',
    '/*x*/',
    '[[[[[[[[',
    ']]]]',
    '{"a":{"a":{"a":',
    '}}}',
  ],
  ...[
    '"a":1,',
    '"A":1.50,',
    '"a":"x",',
    '"event_id":"x",',
    '"Event_ID":"x",',
    '"event_id":7.0,',
    '"properties":{},',
  ],
  ...[
    '"properties":{"a":NaN},',
    '"properties":{"a":[1.10,{"b":-0}]},',
    '"price_usd":NaN,',
    '"timestamp":null,',
  ],
  ...[
    '\\u0000',
    '\\ud800',
    '\\udc00\\ud800',
    '\\ud83d\\ude00',
    '\\x',
    '\\u12',
    '\\"',
    '\uFEFF',
    '\uFEFF\uFEFF',
    '\u00a0',
  ],
  ...[
    '\u2028',
    '😀',
    '\r',
    '\r\n',
    '\n',
    '\n\n',
    '\n\uFEFF',
    '\n\uFEFF\r\n',
    '\t',
    '\f',
    '\v',
    '\0',
    ' ',
    '\x01',
    '\x02',
  ],
  ...[
    '\x02line_too_long',
    '\n\x02blank_line\n',
    '\x7f',
    '"s',
    '"n1"',
    'n1',
    'x'.repeat(1100),
    '9'.repeat(400),
  ],
]
  .map(utf8)
  .concat(
    [
      [0xff],
      [0x80],
      [0xc0, 0x80],
      [0xe2, 0x82],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xef, 0xbb],
      [0xfe, 0xff],
    ].map((bytes) => Buffer.from(bytes)),
  );

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const splice = (bytes: Buffer, at: number, removed: number, added: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);

/** A place in the bytes, mostly one where JSON turns. */
function placeIn(bytes: Buffer, random: Random): number {
  const at = random.below(bytes.length + 1);
  if (random.below(3) === 0) return at;
  const turn = Buffer.from(random.pick([':', ',', '{', '}', '"', '\n', '[', '.', '0']));
  const next = bytes.indexOf(turn, at);
  return next < 0 ? at : next + random.below(2);
}

const insertToken: Mutation = (bytes, random) =>
  splice(bytes, placeIn(bytes, random), 0, tokens[random.below(tokens.length)] ?? Buffer.alloc(0));

/** Puts a token in place of a value: from a colon, comma or bracket to the next one. */
const replaceValue: Mutation = (bytes, random) => {
  const colon = bytes.indexOf(58, random.below(bytes.length + 1));
  if (colon < 0) return bytes;
  const text = bytes.toString('latin1', colon + 1, colon + 200);
  const length = /^\s*(?:"(?:[^"\\]|\\.)*"|[^,}\]\n]*)/.exec(text)?.[0].length ?? 0;
  return splice(bytes, colon + 1, length, tokens[random.below(tokens.length)] ?? Buffer.alloc(0));
};

const flipBit: Mutation = (bytes, random) => {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = random.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  return copy;
};

const removeRange: Mutation = (bytes, random) =>
  splice(bytes, placeIn(bytes, random), random.between(1, random.pick([1, 3, 30, 300])), Buffer.alloc(0));

const repeatRange: Mutation = (bytes, random) => {
  const at = placeIn(bytes, random);
  const length = random.between(1, random.pick([2, 20, 200]));
  return splice(bytes, placeIn(bytes, random), 0, bytes.subarray(at, at + length));
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1));

/** Two files joined as `cat` does, each with its byte-order mark. */
const joinWithMark: Mutation = (bytes, random) => {
  const at = bytes.indexOf(10, random.below(bytes.length + 1)) + 1;
  return Buffer.concat([utf8('\uFEFF'), bytes.subarray(0, at), utf8('\uFEFF'), bytes.subarray(at)]);
};

const changeLineEnds: Mutation = (bytes, random) => {
  const ends = random.pick([
    ['\r\n'],
    ['\n', '\r\n'],
    ['\r'],
    ['\n', '\n', '\r'],
    ['\n\n', '\n'],
    ['\r\r\n', '\n'],
  ]);
  let index = 0;
  const changed = bytes.toString('latin1').replace(/\r?\n/g, () => {
    index += 1;
    return ends[index % ends.length] ?? '\n';
  });
  return Buffer.from(changed, 'latin1');
};

const changeCase: Mutation = (bytes, random) => {
  const at = bytes.indexOf(34, placeIn(bytes, random));
  if (at < 0) return bytes;
  const copy = Buffer.from(bytes);
  const letter = copy[at + 1] ?? 0;
  if (/[a-z]/i.test(String.fromCharCode(letter))) copy[at + 1] = letter ^ 0x20;
  return copy;
};

const mutations: readonly [Mutation, ...Mutation[]] = [
  insertToken,
  insertToken,
  insertToken,
  replaceValue,
  replaceValue,
  flipBit,
  removeRange,
  repeatRange,
  truncate,
  joinWithMark,
  changeLineEnds,
  changeCase,
];

/** Bytes changed in one to twelve places. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let left = random.between(1, random.pick([1, 3, 12])); left > 0; left -= 1) {
    changed = random.pick(mutations)(changed, random);
  }
  return changed;
}
