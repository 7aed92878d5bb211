import { quoteText, quoteTextList } from '../../../shared/sql/quote.ts';
import { holdsDigits, markJson, unmarkJson } from './marked-json.ts';
import type { Property } from './profile.ts';
import { coreFields } from './stage-lines.ts';

/** The view `lines`, and `marked`: the whole line in marked JSON, of the lines with `exact` that meet a condition (null: without marks). */
export function linesWithMarks(condition: string | null): string {
  if (condition === null) return 'lines';
  return `(SELECT *, CASE WHEN ${condition} THEN ${markJson('exact')} END AS marked FROM lines)`;
}

/**
 * The parsed structures that values are read from: `p` of properties, `x` of extra top-level fields; with marks `mp` and
 * `mx`, the same of marked lines.
 */
export function structureColumns(
  properties: readonly Property[],
  type: (property: Property) => string,
  withMarks: boolean,
): string {
  const inner = properties.filter(({ inProperties }) => inProperties);
  const outer = properties.filter(({ inExtras }) => inExtras);
  const columns = [
    `${parse('properties', inner, '', type)} AS p`,
    `${parse('extras', outer, '', type)} AS x`,
  ];
  if (withMarks) {
    const asJson = () => 'JSON';
    columns.push(
      `${parse("json_extract(marked, '/sproperties')", inner, 's', asJson)} AS mp`,
      `${parse('marked', outer, 's', asJson)} AS mx`,
    );
  }
  return columns.join(',\n    ');
}

// Written by hand: a JavaScript object would move keys that look like integers to the front, and fields go by position.
function parse(
  text: string,
  some: readonly Property[],
  prefix: string,
  type: (of: Property) => string,
): string {
  if (some.length === 0) return 'NULL';
  const fields = some.map(
    (property) => `${JSON.stringify(prefix + property.key)}:${JSON.stringify(type(property))}`,
  );
  return `from_json(${text}, ${quoteText(`{${fields.join()}}`)})`;
}

/**
 * The value of a property in an event: of `properties` if it stands there, be it null, else of the top level. Where the
 * column keeps digits, `structureColumns` has to have marks.
 */
export function propertyValue(property: Property, properties: readonly Property[], type: string): string {
  const plain = plainValue(property, properties, type);
  if (!property.keepsDigits) return plain;
  const marked = markedValue(property, properties);
  return `CASE WHEN ${holdsDigits(marked)} THEN ${unmarkJson(marked)} ELSE ${plain} END`;
}

/** The same as DuckDB writes it. */
export function plainValue(property: Property, properties: readonly Property[], type: string): string {
  return valueIn('p', 'x', property, properties, type);
}

/** The same as marked JSON, NULL where the line is not marked. */
export function markedValue(property: Property, properties: readonly Property[]): string {
  return valueIn('mp', 'mx', property, properties, 'JSON');
}

function valueIn(
  inProperties: string,
  inExtras: string,
  property: Property,
  properties: readonly Property[],
  type: string,
): string {
  // By position: field names of a DuckDB struct ignore case, JSON keys do not.
  const at = (structure: string, some: readonly Property[]) =>
    `struct_extract_at(${structure}, ${some.indexOf(property) + 1})`;
  const inner = at(
    inProperties,
    properties.filter((candidate) => candidate.inProperties),
  );
  const outer = at(
    inExtras,
    properties.filter((candidate) => candidate.inExtras),
  );
  if (!property.inExtras) return inner;
  if (!property.inProperties) return outer;
  return `CASE WHEN coalesce(list_contains(json_keys(properties), ${quoteText(property.key)}), false) THEN ${inner} ELSE ${outer} END::${type}`;
}

/** `prop__rest`: the keys beyond the column limit as one JSON object, NULL where an event has none of them. */
export function restValue(properties: readonly Property[], withMarks: boolean): string {
  const plain = restOf('properties', 'extras', '', properties);
  if (!withMarks) return plain;
  const marked = restOf("json_extract(marked, '/sproperties')::VARCHAR", 'marked', 's', properties);
  return `CASE WHEN marked IS NOT NULL THEN ${unmarkJson(marked)} ELSE ${plain} END`;
}

function restOf(inProperties: string, inExtras: string, prefix: string, properties: readonly Property[]) {
  const prefixed = (keys: readonly string[]) => quoteTextList(keys.map((key) => prefix + key));
  const kept = prefixed(properties.map(({ key }) => key));
  const entries = (text: string, dropped: string) =>
    `coalesce(list_filter(map_entries(from_json(${text}, '"MAP(VARCHAR,JSON)"')), lambda entry: NOT (${dropped})), [])`;
  const inner = entries(inProperties, `list_contains(${kept}, entry.key)`);
  const outer = entries(
    inExtras,
    `list_contains(${kept}, entry.key) OR list_contains(${prefixed(coreFields)}, entry.key)
      OR coalesce(list_contains(json_keys(${inProperties}), entry.key), false)`,
  );
  return `nullif(to_json(map_from_entries(list_concat(${outer}, ${inner})))::VARCHAR, '{}')`;
}
