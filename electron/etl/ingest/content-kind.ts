import { isUtf8 } from 'node:buffer';

/** What a file is, told by its first bytes. */
export type ContentKind = { name: string; remedy: string };

/** So many first bytes are enough to tell. */
export const headBytes = 512;

const toUtf8 = 'convert the file to UTF-8';
const unpack = 'unpack it, or pack it as .gz or .zst';
const eventLog = 'name the event log it was made from';

// None of them can begin a line of JSON in UTF-8. In hex: `..` is any byte.
const kinds: readonly [begins: string, name: string, remedy: string][] = [
  ['1f8b', 'gzip data', 'name the file .gz'],
  ['28b52ffd|5.2a4d18', 'zstd data', 'name the file .zst'],
  ['fffe0000|0000feff', 'UTF-32 text', toUtf8],
  ['fffe|feff|((09|0a|0d|[2-7].)00){4}|(00(09|0a|0d|[2-7].)){4}', 'UTF-16 text', toUtf8],
  [hexOf('PAR1|PARE'), 'a Parquet file', eventLog],
  ['504b(0304|0506|0708)', 'a zip archive', unpack],
  ['fd377a585a00', 'xz data', unpack],
  ['425a683[1-9](314159265359|177245385090)', 'bzip2 data', unpack],
  ['377abcaf271c', 'a 7z archive', unpack],
  ['526172211a07', 'a rar archive', unpack],
  ['04224d18|02214c18', 'lz4 data', unpack],
  ['ff060000734e61507059', 'snappy data', unpack],
  ['1f9d|1fa0', 'data of the old compress', unpack],
  [`(..){257}${hexOf('ustar')}`, 'a tar archive', unpack],
  [hexOf('SQLite format 3'), 'a SQLite database', eventLog],
  [`(..){8}${hexOf('DUCK')}`, 'a DuckDB database', eventLog],
  ['4f626a01', 'an Avro file', eventLog],
  [hexOf('ORC'), 'an ORC file', eventLog],
  [hexOf('ARROW1'), 'an Arrow file', eventLog],
  ['d0cf11e0a1b11ae1', 'an Office document', eventLog],
  [hexOf('%PDF-'), 'a PDF document', eventLog],
];

function hexOf(texts: string): string {
  return texts
    .split('|')
    .map((text) => Buffer.from(text).toString('hex'))
    .join('|');
}

/** What bytes at the start of a file tell it to be; null where that may be text in UTF-8. */
export function contentKind(head: Buffer): ContentKind | null {
  const hex = head.toString('hex');
  const found = kinds.find(([begins]) => new RegExp(`^(?:${begins})`).test(hex));
  return found === undefined ? null : { name: found[1], remedy: found[2] };
}

/** Whether the first bytes of a file are text. */
export function looksLikeText(head: Buffer): boolean {
  // The last character may be cut.
  const whole = [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)));
  return whole && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
