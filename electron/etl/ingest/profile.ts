import { z } from 'zod';
import type { PropertyType } from '../../../shared/metrics/property-columns.ts';
import { quoteTextList } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';
import { nameColumns } from './column-names.ts';
import { numberText } from './marked-json.ts';
import { linesWithMarks, markedValue, plainValue, structureColumns } from './property-values.ts';
import { coreFields, declareLines, isRepeated } from './stage-lines.ts';
import { survivesDouble } from './survives-double.ts';

/** One property of the events, and the column it becomes. */
export type Property = {
  key: string;
  column: string;
  type: PropertyType;
  /** Events that carry the key, be its value null. */
  events: number;
  inProperties: boolean;
  inExtras: boolean;
  /** Whether the column is VARCHAR and takes the digits of numbers as they stand in the line. */
  keepsDigits: boolean;
};

export type PropertyProfile = {
  /** In column order: by key, code point order. */
  properties: Property[];
  /** How many further keys go to `prop__rest`; 0: there is no such column. */
  restKeys: number;
  /** Whether some line holds numbers that DuckDB would write with other digits. */
  hasExactLines: boolean;
};

const keysOfExtras = `list_filter(json_keys(extras), lambda key: key NOT IN ${quoteTextList(coreFields)})`;

/**
 * Learns every property key and its type from all accepted lines of the view `lines`. A key named twice in `properties`
 * shows only now, and makes its line malformed: the view is declared anew without it.
 * An infrequent key costs no more than a frequent one: the rows are grouped by the keys they carry first.
 */
export async function profileProperties(
  database: Database,
  stagedPath: string,
  maxColumns: number,
): Promise<PropertyProfile> {
  await groupByShape(database);
  if (await isAny(database, `shapes WHERE ${isRepeated('property_keys')}`)) {
    await declareLines(database, stagedPath, [isRepeated('json_keys(properties)')]);
    await groupByShape(database);
  }
  return learnColumns(database, maxColumns);
}

// A key that stands in both places of an event counts once.
const extraKeys =
  'list_transform(extra_keys, lambda key: {key: key, is_new: NOT coalesce(list_contains(property_keys, key), false)})';

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

async function learnColumns(database: Database, maxColumns: number): Promise<PropertyProfile> {
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
    keepsDigits: false,
  }));
  const hasExactLines = await isAny(database, 'lines WHERE exact IS NOT NULL');
  const seen = await learnBits(database, untyped, hasExactLines);
  const properties = untyped.map((property, index) => {
    const type = typeFromBits(seen[index] ?? 0);
    const holdsNumbers = ((seen[index] ?? 0) & ~(bits.text | bits.boolean)) !== 0;
    return { ...property, type, keepsDigits: hasExactLines && type === 'VARCHAR' && holdsNumbers };
  });
  return { properties, restKeys: allKeys - kept.length, hasExactLines };
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
const bits = { text: 1, boolean: 2, integer: 4, wideInteger: 8, fraction: 16, lost: 32, tree: 64 } as const;
const largestExactDouble = 2n ** 53n;

function bitOf(json: string, isFraction: string): string {
  const integer = `CASE WHEN TRY_CAST(${json} AS BIGINT) IS NULL THEN ${bits.lost}
    WHEN TRY_CAST(${json} AS BIGINT) NOT BETWEEN -${largestExactDouble} AND ${largestExactDouble} THEN ${bits.wideInteger} ELSE ${bits.integer} END`;
  // JSON tells the type by the first character: " { [ t f, else a number.
  return `CASE WHEN ${json} IS NULL THEN NULL
    WHEN ascii(${json}) = 34 THEN ${bits.text}
    WHEN ascii(${json}) IN (123, 91) THEN ${bits.tree}
    WHEN ascii(${json}) IN (116, 102) THEN ${bits.boolean}
    WHEN contains(${json}, '.') OR contains(${json}, 'e') OR contains(${json}, 'E')
      THEN CASE WHEN ${isFraction} THEN ${bits.fraction} ELSE ${bits.lost} END
    ELSE ${integer} END`;
}

/** For each property, what all its values say. */
async function learnBits(
  database: Database,
  properties: readonly Property[],
  hasExactLines: boolean,
): Promise<number[]> {
  if (properties.length === 0) return [];
  // Most numbers that DuckDB writes anew only end in a zero: then the value it reads is the one that stands there.
  const isAnyLost = hasExactLines && (await isAny(database, 'lines WHERE reason IS NULL AND is_lossy'));
  const value = (property: Property) => {
    const read = plainValue(property, properties, 'JSON');
    return isAnyLost ? `coalesce(${numberText(markedValue(property, properties))}, ${read})` : read;
  };
  const isFraction = (json: string) =>
    isAnyLost ? survivesDouble(json) : `isfinite(TRY_CAST(${json} AS DOUBLE))`;
  const row = await database.queryOne(
    z.record(z.string(), z.number().nullable()),
    `SELECT ${properties.map((_, index) => `bit_or(${bitOf(`c${index}`, isFraction(`c${index}`))})::INTEGER AS "b${index}"`).join(',\n')}
     FROM (SELECT ${properties.map((property, index) => `${value(property)} AS c${index}`).join(',\n')}
       FROM (SELECT properties, ${structureColumns(properties, () => 'JSON', isAnyLost)}
         FROM ${linesWithMarks(isAnyLost ? 'is_lossy' : null)} WHERE reason IS NULL))`,
  );
  return properties.map((_, index) => row[`b${index}`] ?? 0);
}

function typeFromBits(seen: number): PropertyType {
  if (seen === bits.boolean) return 'BOOLEAN';
  if (seen === 0 || (seen & (bits.text | bits.boolean | bits.lost | bits.tree)) !== 0) return 'VARCHAR';
  if ((seen & bits.fraction) === 0) return 'BIGINT';
  return (seen & bits.wideInteger) === 0 ? 'DOUBLE' : 'VARCHAR';
}
