import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type JsonNode, readJson } from '../oracle/json-tree.ts';
import type { ReferenceInput, ReferenceResult } from '../oracle/reference.ts';
import type { EngineRun } from './engine-run.ts';
import { bytesOf } from './quarantine-row.ts';

/**
 * Holds what the engine made of an input against the plain reading of it: the five numbers, the quarantine with reasons,
 * places and bytes, the columns, and every cell of the three tables.
 * @param named the name each file has in the engine's output, where it was stored in another form
 * @returns how many cells were compared
 * @throws Error at the first difference, with its place
 */
export function assertSame(
  engine: EngineRun,
  reference: ReferenceResult,
  files: ReferenceInput['files'],
  named: (path: string) => string = (path) => path,
): number {
  assertEqual('reconciliation', engine.manifest.reconciliation, reference.reconciliation);
  compareQuarantine(engine, reference, files, named);
  const { columns, rest } = reference.columns;
  assertEqual(
    'the columns',
    engine.manifest.properties.map(({ key, column, type }) => ({ key, name: column, type })),
    columns.map(({ key, name, type }) => ({ key, name, type })),
  );
  assertEqual('keys without a column', engine.manifest.rest_keys, rest.size);
  assertEqual('the columns of events_cleaned', engine.cleaned.names, [
    'event_id',
    'player_id',
    'session_id',
    'event_type',
    'timestamp',
    'event_date',
    'event_hour',
    'day_of_week',
    'is_future',
    'is_revenue_outlier',
    ...columns.map(({ name }) => name),
    ...(rest.size > 0 ? ['prop__rest'] : []),
    'source_file',
    'source_line',
  ]);
  const cleaned = reference.cleaned.map(
    ({ day: _, fields: __, properties, source_file, source_line, ...event }) => ({
      ...event,
      ...Object.fromEntries(properties),
      source_file: join(engine.folder, named(source_file)),
      source_line: BigInt(source_line),
    }),
  );
  return (
    compareRows('events_cleaned', engine.cleaned, cleaned, comparable) +
    compareRows('daily_metrics', engine.daily, reference.daily, plain) +
    compareRows('retention_cohorts', engine.cohorts, reference.cohorts, plain)
  );
}

function compareQuarantine(
  engine: EngineRun,
  reference: ReferenceResult,
  files: ReferenceInput['files'],
  named: (path: string) => string,
): void {
  const position = new Map(files.map(({ path }, index) => [path, index]));
  const expected = [
    ...reference.rejected.map((line) => ({ ...line, reason: String(line.reason) })),
    ...reference.duplicates.map((line) => ({ ...line, reason: 'duplicate_event_id' })),
  ].sort((a, b) => (position.get(a.file) ?? 0) - (position.get(b.file) ?? 0) || a.line - b.line);
  assertEqual(
    'the quarantine',
    engine.quarantine.map(({ file, line, byte_offset, reason }) => ({ file, line, byte_offset, reason })),
    expected.map(({ file, line, byteOffset, reason }) => ({
      file: named(file),
      line,
      byte_offset: byteOffset,
      reason,
    })),
  );
  for (const [index, row] of engine.quarantine.entries()) {
    const bytes = Buffer.from(files[position.get(expected[index]?.file ?? '') ?? -1]?.bytes ?? []);
    const end = bytes.indexOf(10, row.byte_offset);
    const line = bytes.subarray(row.byte_offset, end < 0 ? bytes.length : end);
    if (!bytesOf(row).equals(line))
      throw new Error(`${row.file}:${row.line} has other bytes in the quarantine`);
  }
}

type Table = { names: readonly string[]; rows: readonly (readonly unknown[])[] };

function compareRows(
  table: string,
  actual: Table,
  expected: readonly object[],
  form: (value: unknown) => unknown,
): number {
  assertEqual(`rows of ${table}`, actual.rows.length, expected.length);
  for (const [index, row] of expected.entries()) {
    const values = new Map<string, unknown>(Object.entries(row));
    assertEqual(`columns of ${table}`, [...actual.names].sort(), [...values.keys()].sort());
    for (const [at, name] of actual.names.entries()) {
      const found = form(actual.rows[index]?.[at]);
      const wanted = form(values.get(name));
      if (!isClose(found, wanted)) assertEqual(`${table}, row ${index + 1}, ${name}`, found, wanted);
    }
  }
  return actual.rows.length * actual.names.length;
}

function isClose(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-12 * Math.abs(b);
}

/** As the engine writes metrics, in the type of the reference. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Objects and arrays as trees, numbers as they stand: only escapes, white space and the order of keys are free. */
function comparable(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  // The client that reads the files back takes a byte-order mark off the front of a text.
  if (typeof value !== 'string') return value;
  if (value.startsWith('\uFEFF')) return comparable(value.slice(1));
  const node = /^[[{]/.test(value) ? readJson(value) : undefined;
  return node === undefined ? value : inKeyOrder(node);
}

function inKeyOrder(node: JsonNode): JsonNode {
  if (node.kind === 'array') return { ...node, items: node.items.map(inKeyOrder) };
  if (node.kind !== 'object') return node;
  const members = node.members.map(({ key, value }) => ({ key, value: inKeyOrder(value) }));
  return { ...node, members: members.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))) };
}

function assertEqual(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const at = expected.findIndex((item, index) => !isDeepStrictEqual(item, actual[index]));
    const index = at < 0 ? expected.length : at;
    throw new Error(`${what}, item ${index + 1}: ${show(actual[index])} instead of ${show(expected[index])}`);
  }
  throw new Error(`${what}: ${show(actual)} instead of ${show(expected)}`);
}

function show(value: unknown): string {
  const text =
    JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}n` : item)) ?? 'nothing';
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
