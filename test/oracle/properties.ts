import { type JsonNode, jsonText, objectText } from './json-tree.ts';

type ColumnType = 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'VARCHAR';

/**
 * BIGINT is a bigint, DOUBLE a number, BOOLEAN a boolean, VARCHAR a string. Of a VARCHAR that holds an object or array,
 * the JSON it stands for is fixed, and the text of every number in it, not its escapes.
 */
export type PropertyValue = bigint | number | boolean | string | null;

/** A column of `events_cleaned.parquet` that comes from a property. */
interface PropertyColumn {
  readonly key: string;
  /** `prop_<key>`, with a suffix where that is taken. */
  readonly name: string;
  readonly type: ColumnType;
}

/** The columns all properties of a run go to. */
export interface PropertyColumns {
  readonly columns: readonly PropertyColumn[];
  /** Keys past `max_property_columns`; not empty: there is a column `prop__rest`. */
  readonly rest: ReadonlySet<string>;
}

/** Merged properties of one event, as read. */
export type Properties = ReadonlyMap<string, JsonNode>;

const REST_COLUMN = 'prop__rest';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const EXACT_IN_DOUBLE = 2n ** 53n;

/** Columns over all accepted lines, duplicates included: a later line may widen the type of an earlier one. */
export function propertyColumns(accepted: readonly Properties[], maxColumns: number): PropertyColumns {
  const keys = [...new Set(accepted.flatMap((properties) => [...properties.keys()]))].sort(byCodePoint);
  const eventsWith = (key: string): number => accepted.filter((properties) => properties.has(key)).length;

  // Most frequent first; of two keys in as many events the later code point goes to the rest first.
  const ranked = keys
    .map((key) => ({ key, events: eventsWith(key) }))
    .sort((a, b) => b.events - a.events || byCodePoint(a.key, b.key));
  const rest = new Set(ranked.slice(maxColumns).map(({ key }) => key));

  // The name of the rest is never given to a key, so that it means the same in every run.
  const taken = new Set([REST_COLUMN]);
  const columns: PropertyColumn[] = [];
  for (const key of keys.filter((candidate) => !rest.has(candidate))) {
    // A NUL character can stand in no column name.
    const base = `prop_${key.replaceAll('\0', '\ufffd')}`;
    let name = base;
    for (let suffix = 2; taken.has(name.toLowerCase()); suffix += 1) {
      name = `${base}_${suffix}`;
    }
    taken.add(name.toLowerCase());
    const nodes = accepted.flatMap((properties) => properties.get(key) ?? []);
    columns.push({ key, name, type: columnType(nodes) });
  }
  return { columns, rest };
}

/** The values of one event by column name, NULL where it lacks the key; `prop__rest` only where there is a rest. */
export function propertyValues(
  properties: Properties,
  { columns, rest }: PropertyColumns,
): Map<string, PropertyValue> {
  const values = new Map<string, PropertyValue>();
  for (const { key, name, type } of columns) {
    values.set(name, typedValue(properties.get(key), type));
  }
  if (rest.size > 0) {
    const members = [...properties]
      .map(([key, value]) => ({ key, value }))
      .filter(({ key }) => rest.has(key));
    values.set(REST_COLUMN, members.length === 0 ? null : objectText(members));
  }
  return values;
}

function columnType(nodes: readonly JsonNode[]): ColumnType {
  const values = nodes.filter((node) => node.kind !== 'null');
  if (values.length === 0) {
    return 'VARCHAR';
  }
  if (values.every((node) => node.kind === 'boolean')) {
    return 'BOOLEAN';
  }
  if (values.every((node) => node.kind === 'number' && fitsInt64(node.source))) {
    return 'BIGINT';
  }
  return values.every((node) => node.kind === 'number' && survivesDouble(node.source)) ? 'DOUBLE' : 'VARCHAR';
}

/** As written: `1.0` and `1e2` are no integers. */
function isInteger(source: string): boolean {
  return /^-?\d+$/.test(source);
}

function fitsInt64(source: string): boolean {
  return isInteger(source) && BigInt(source) >= INT64_MIN && BigInt(source) <= INT64_MAX;
}

function survivesDouble(source: string): boolean {
  if (isInteger(source)) {
    return BigInt(source) >= -EXACT_IN_DOUBLE && BigInt(source) <= EXACT_IN_DOUBLE;
  }
  const double = Number(source);
  return Number.isFinite(double) && plainDecimal(source) === plainDecimal(String(double));
}

/** The one text of all texts that name the same number, up to its sign: the digits from first to last that is no 0, and where they stand. */
function plainDecimal(source: string): string {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)}`;
}

function typedValue(node: JsonNode | undefined, type: ColumnType): PropertyValue {
  if (node === undefined || node.kind === 'null') {
    return null;
  }
  if (type === 'BOOLEAN' && node.kind === 'boolean') {
    return node.value;
  }
  if (type === 'BIGINT' && node.kind === 'number') {
    return BigInt(node.source);
  }
  if (type === 'DOUBLE' && node.kind === 'number') {
    return Number(node.source);
  }
  return node.kind === 'string' ? node.value : jsonText(node);
}

/** Not `<`: that compares UTF-16 units, which puts U+1F600 before U+FF5E. UTF-8 bytes keep code point order. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
