import { z } from 'zod';
import type { PropertyType } from '../../../shared/metrics/property-columns.ts';
import { quoteText, quoteTextList } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';
import { nameColumns } from './column-names.ts';
import { isLenientJson, mayHoldNonNumber } from './lenient-json.ts';
import { coreFields, declareLines } from './stage-lines.ts';

/** One property of the events, and the column it becomes. */
export type Property = {
  key: string;
  column: string;
  type: PropertyType;
  /** Events that carry the key, be its value null. */
  events: number;
  inProperties: boolean;
  inExtras: boolean;
};

export type Profile = {
  /** In column order: by key, code point order. */
  properties: Property[];
  /** How many further keys go to `prop__rest`; 0: there is no such column. */
  restKeys: number;
};

const keysOfExtras = `list_filter(json_keys(extras), lambda key: key NOT IN ${quoteTextList(coreFields)})`;

/**
 * Learns every property key and its type from all accepted lines of the view `lines`. What shows only now, a key named
 * twice or a NaN, makes its line malformed: the view is declared anew without it.
 * An infrequent key costs no more than a frequent one: the rows are grouped by the keys they carry first.
 */
export async function profileProperties(
  database: Database,
  stagedPath: string,
  maxColumns: number,
): Promise<Profile> {
  const malformed: string[] = [];
  await groupByShape(database);
  if (await isAny(database, `shapes WHERE ${isRepeated('property_keys')}`)) {
    malformed.push(isRepeated('json_keys(properties)'));
    await declareLines(database, stagedPath, malformed);
    await groupByShape(database);
  }
  const { profile, isSuspect } = await learnColumns(database, maxColumns);
  if (!isSuspect) return profile;
  const nonNumber = `coalesce(${isLenientJson('properties')}, false) OR coalesce(${isLenientJson('extras')}, false)`;
  if (!(await isAny(database, `lines WHERE reason IS NULL AND (${nonNumber})`))) return profile;
  await declareLines(database, stagedPath, [...malformed, nonNumber]);
  await groupByShape(database);
  return (await learnColumns(database, maxColumns)).profile;
}

// A key that stands in both places of an event counts once.
const extraKeys =
  'list_transform(extra_keys, lambda key: {key: key, is_new: NOT coalesce(list_contains(property_keys, key), false)})';

const isRepeated = (keys: string) => `len(${keys}) > len(list_distinct(${keys}))`;

/** The table `shapes`: which keys stand together in how many accepted lines. */
async function groupByShape(database: Database): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE shapes AS
    SELECT json_keys(properties) AS property_keys, ${keysOfExtras} AS extra_keys, count(*) AS events
    FROM lines WHERE reason IS NULL GROUP BY ALL`);
}

async function isAny(database: Database, from: string): Promise<boolean> {
  const rows = await database.query(
    z.object({ found: z.boolean() }),
    `SELECT true AS found FROM ${from} LIMIT 1`,
  );
  return rows.length > 0;
}

async function learnColumns(
  database: Database,
  maxColumns: number,
): Promise<{ profile: Profile; isSuspect: boolean }> {
  const keys = await database.query(
    z.object({
      // The client takes a byte-order mark off the front of a text, and a key may begin with one.
      key: z.string().transform((key) => key.slice(1)),
      events: count,
      in_properties: z.boolean(),
      in_extras: z.boolean(),
      all_keys: count,
    }),
    `SELECT '.' || key AS key, sum(events) AS events, bool_or(in_properties) AS in_properties, bool_or(in_extras) AS in_extras,
       count(*) OVER () AS all_keys
     FROM (
       SELECT unnest(property_keys) AS key, events, true AS in_properties, false AS in_extras FROM shapes
       UNION ALL
       SELECT extra.key, CASE WHEN extra.is_new THEN events ELSE 0 END, false, true
       FROM (SELECT events, unnest(${extraKeys}) AS extra FROM shapes WHERE extra_keys IS NOT NULL))
     GROUP BY ALL ORDER BY events DESC, key LIMIT ${maxColumns}`,
  );
  const allKeys = keys[0]?.all_keys ?? (await countKeys(database));
  await database.run('DROP TABLE shapes');

  const kept = keys.map(({ key, events, in_properties, in_extras }) => ({
    key,
    events,
    inProperties: in_properties,
    inExtras: in_extras,
  }));
  kept.sort((a, b) => compareCodePoints(a.key, b.key));
  const columns = nameColumns(kept.map(({ key }) => key));
  const untyped = kept.map((property, index) => ({
    ...property,
    column: columns[index] ?? '',
    type: 'VARCHAR' as const,
  }));
  const seen = await learnBits(database, untyped);
  const restKeys = allKeys - kept.length;
  const properties = untyped.map((property, index) => ({
    ...property,
    type: typeFromBits(seen[index] ?? 0),
  }));
  return {
    profile: { properties, restKeys },
    // The values of the rest are not looked at one by one.
    isSuspect: restKeys > 0 || seen.some((bit) => (bit & bits.nonNumber) !== 0),
  };
}

async function countKeys(database: Database): Promise<number> {
  const row = await database.queryOne(
    z.object({ keys: count }),
    'SELECT count(DISTINCT key) AS keys FROM (SELECT unnest(list_concat(property_keys, extra_keys)) AS key FROM shapes)',
  );
  return row.keys;
}

/** Orders texts as DuckDB and the definitions do: by code point, where JavaScript's `<` goes by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// What a value says of its column, as bits, so that one scan with bit_or judges every column over all rows.
const bits = { text: 1, boolean: 2, integer: 4, wideInteger: 8, fraction: 16, nonNumber: 32 } as const;
const largestExactDouble = 2n ** 53n;

function bitOf(json: string): string {
  const integer = `CASE WHEN TRY_CAST(${json} AS BIGINT) IS NULL
      THEN CASE WHEN ${mayHoldNonNumber(json)} THEN ${bits.text | bits.nonNumber} ELSE ${bits.text} END
    WHEN TRY_CAST(${json} AS BIGINT) NOT BETWEEN -${largestExactDouble} AND ${largestExactDouble} THEN ${bits.wideInteger} ELSE ${bits.integer} END`;
  const fraction = `CASE WHEN isfinite(TRY_CAST(${json} AS DOUBLE)) THEN ${bits.fraction} ELSE ${bits.text} END`;
  // JSON tells the type by the first character: " { [ t f, else a number.
  return `CASE WHEN ${json} IS NULL THEN NULL
    WHEN ascii(${json}) = 34 THEN ${bits.text}
    WHEN ascii(${json}) IN (123, 91) THEN CASE WHEN ${mayHoldNonNumber(json)} THEN ${bits.text | bits.nonNumber} ELSE ${bits.text} END
    WHEN ascii(${json}) IN (116, 102) THEN ${bits.boolean}
    WHEN contains(${json}, '.') OR contains(${json}, 'e') OR contains(${json}, 'E') THEN ${fraction}
    ELSE ${integer} END`;
}

/** For each property, what all its values say. */
async function learnBits(database: Database, properties: readonly Property[]): Promise<number[]> {
  if (properties.length === 0) return [];
  const row = await database.queryOne(
    z.record(z.string(), z.number().nullable()),
    `SELECT ${properties.map((_, index) => `bit_or(${bitOf(`c${index}`)})::INTEGER AS "b${index}"`).join(',\n')}
     FROM (SELECT ${properties.map((property, index) => `${propertyValue(property, properties, 'JSON')} AS c${index}`).join(',\n')}
       FROM (SELECT properties, ${structureColumns(properties, () => 'JSON')} FROM lines WHERE reason IS NULL))`,
  );
  return properties.map((_, index) => row[`b${index}`] ?? 0);
}

function typeFromBits(seen: number): PropertyType {
  if (seen === bits.boolean) return 'BOOLEAN';
  if (seen === 0 || (seen & (bits.text | bits.boolean)) !== 0) return 'VARCHAR';
  if ((seen & bits.fraction) === 0) return 'BIGINT';
  return (seen & bits.wideInteger) === 0 ? 'DOUBLE' : 'VARCHAR';
}

/** The two parsed structures that `propertyValue` reads from: `p` of properties, `x` of extra top-level fields. */
export function structureColumns(
  properties: readonly Property[],
  type: (property: Property) => string,
): string {
  const parse = (text: string, some: readonly Property[]) =>
    some.length === 0 ? 'NULL' : `from_json(${text}, ${quoteText(structureOf(some, type))})`;
  return `${parse(
    'properties',
    properties.filter((property) => property.inProperties),
  )} AS p,
    ${parse(
      'extras',
      properties.filter((property) => property.inExtras),
    )} AS x`;
}

// Written by hand: a JavaScript object would move keys that look like integers to the front, and fields go by position.
function structureOf(properties: readonly Property[], type: (of: Property) => string): string {
  return `{${properties.map((property) => `${JSON.stringify(property.key)}:${JSON.stringify(type(property))}`).join()}}`;
}

/** The value of a property in an event: of `properties` if it stands there, be it null, else of the top level. */
export function propertyValue(property: Property, properties: readonly Property[], type: string): string {
  // By position: field names of a DuckDB struct ignore case, JSON keys do not.
  const at = (structure: 'p' | 'x', some: readonly Property[]) =>
    `struct_extract_at(${structure}, ${some.indexOf(property) + 1})`;
  const inner = at(
    'p',
    properties.filter(({ inProperties }) => inProperties),
  );
  const outer = at(
    'x',
    properties.filter(({ inExtras }) => inExtras),
  );
  if (!property.inExtras) return inner;
  if (!property.inProperties) return outer;
  return `CASE WHEN coalesce(list_contains(json_keys(properties), ${quoteText(property.key)}), false) THEN ${inner} ELSE ${outer} END::${type}`;
}

/** `prop__rest`: the keys beyond the column limit as one JSON object, NULL where an event has none of them. */
export function restValue(properties: readonly Property[]): string {
  const kept = quoteTextList(properties.map(({ key }) => key));
  const core = quoteTextList(coreFields);
  const entries = (text: string, dropped: string) =>
    `coalesce(list_filter(map_entries(from_json(${text}, '"MAP(VARCHAR,JSON)"')), lambda entry: NOT (${dropped})), [])`;
  const inner = entries('properties', `list_contains(${kept}, entry.key)`);
  const outer = entries(
    'extras',
    `list_contains(${kept}, entry.key) OR list_contains(${core}, entry.key) OR coalesce(list_contains(json_keys(properties), entry.key), false)`,
  );
  return `nullif(to_json(map_from_entries(list_concat(${outer}, ${inner})))::VARCHAR, '{}')`;
}
