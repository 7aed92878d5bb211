import { quoteIdentifier, quotePath, quoteText, quoteTextList } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { heavyParquet, heavyVectorBytes, parquet, readParquet } from '../duckdb/parquet.ts';
import { assertStaged } from './assert-staged.ts';
import { withoutByteOrderMarksSql } from './byte-order-marks.ts';
import { blockBytes } from './line-blocks.ts';
import { markJson } from './marked-json.ts';
import { isLenientJson, isWrittenAnew, mayHoldOddValues } from './odd-values.ts';
import { packEnding, packPrefixLength } from './pack-sources.ts';
import { columnSeparator, markByte } from './scan.ts';
import { densestBlock, heaviestVector, type Source } from './source.ts';
import { allSurviveDouble } from './survives-double.ts';

/** The fields every event has; any other top-level field is a property. */
export const coreFields = [
  'event_id',
  'player_id',
  'session_id',
  'event_type',
  'timestamp',
  'properties',
] as const;
const coreFieldList = quoteTextList(coreFields);

/**
 * A thread reads two blocks at a time, and holds what it made of them until the threads before it are done: of lines as short
 * as in a block of more than these, the shortest event has twice their length, that is more than any memory limit.
 */
const denseBlockLines = blockBytes / 32;

const timestampShape =
  '^(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}[Tt ](?:[01][0-9]|2[0-3]):[0-9]{2}' +
  '(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:[Zz]|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?$';

/**
 * Parses every physical line once and writes it to a Parquet file, one row a line, in input order: what it holds, or
 * why it is no event. Then declares the view `lines` over it.
 *
 * `lines`: `line_number` (0-based over all files), `file` (1-based index into the sources), `reason` (NULL: accepted;
 * `blank_line`; or a reject reason), `event_id`, `player_id`, `session_id`, `event_type`, `timestamp` (TIMESTAMPTZ),
 * `properties` (JSON text of the object), `extras` (the whole line as JSON where it has further top-level fields), `exact`
 * (the whole line where the digits of its numbers may be others in `properties` and in what DuckDB reads of `extras`),
 * `is_lossy` (whether some of these numbers may have another value there).
 */
export async function stageLines(
  database: Database,
  sources: readonly Source[],
  path: string,
  onShare: (share: number | null) => void,
): Promise<void> {
  const vectorBytes = heaviestVector(sources);
  const isHeavy = vectorBytes > heavyVectorBytes;
  const layout = isHeavy ? heavyParquet() : parquet(1, vectorBytes);
  const stage = () =>
    database.run(`COPY (${parsedLines(sources, isHeavy)}) TO ${quoteText(path)} ${layout}`, { onShare });
  await (isHeavy || densestBlock(sources) > denseBlockLines ? database.serially(stage) : stage());
  await declareLines(database, path, []);
  await assertStaged(database, sources);
}

/** (Re)declares the view `lines` over the staged file; accepted lines that meet one of the conditions become malformed. */
export async function declareLines(
  database: Database,
  path: string,
  malformed: readonly string[],
): Promise<void> {
  const reason =
    malformed.length === 0
      ? 'reason'
      : `CASE WHEN reason IS NULL AND (${malformed.join(' OR ')}) THEN 'malformed_json' ELSE reason END`;
  await database.run(`
    CREATE OR REPLACE VIEW lines AS
    SELECT file_row_number AS line_number, * EXCLUDE (file_row_number) REPLACE (${reason} AS reason)
    FROM ${readParquet(path)}`);
}

function rawLines(sources: readonly Source[], isHeavy: boolean): string {
  const longest = Math.max(...sources.map((source) => source.longestLineBytes));
  const maxLineSize = Math.max(longest + 1024, 2 * 1024 * 1024);
  // The default buffer is 16 lines of the largest size, which alone would exceed a small memory limit. A small one, of two
  // lines exactly, has DuckDB work on few lines at a time; of another size it does not take lines above 8 MB.
  const bufferSize = isHeavy ? 2 * maxLineSize : Math.max(32 * 1024 * 1024, 2 * maxLineSize);
  const paths = [...new Set(sources.map((source) => source.readPath))];
  return `read_csv([${paths.map(quotePath).join(', ')}],
    columns = {line: 'VARCHAR'}, delim = '${columnSeparator}', quote = '', escape = '', header = false,
    auto_detect = false, strict_mode = false, compression = 'none', hive_partitioning = false, filename = true,
    max_line_size = ${maxLineSize}, buffer_size = ${bufferSize})`;
}

/** Each line with the number of its source: told by the name of the file, or in a pack by the line itself. */
function numberedLines(sources: readonly Source[], isHeavy: boolean): string {
  const files = sources.flatMap(({ readPath }, index) =>
    readPath.endsWith(packEnding) ? [] : [{ readPath, number: index + 1 }],
  );
  const numbers = `[${files.map(({ number }) => number).join(', ')}]::INTEGER[]`;
  const byName = `(${numbers})[list_position(${quoteTextList(files.map(({ readPath }) => readPath))}::VARCHAR[], filename)]`;
  const lines = rawLines(sources, isHeavy);
  if (files.length === sources.length) return `SELECT line, ${byName} AS file FROM ${lines}`;
  const isPacked = `ends_with(filename, '${packEnding}')`;
  return `
    SELECT CASE WHEN ${isPacked} THEN nullif(substr(line, ${packPrefixLength + 1}), '') ELSE line END AS line,
      CASE WHEN ${isPacked} THEN left(line, ${packPrefixLength})::INTEGER ELSE ${byName} END AS file
    FROM ${lines}`;
}

// An id read as text does not tell whether it was one; only these texts can come from a boolean, an object or an array.
function isWrongType(field: string): string {
  const text = `fields.${field}`;
  return `((${text} IN ('true', 'false') OR ascii(${text}) IN (91, 123))
    AND json_type(line, '/${field}') IN ('BOOLEAN', 'OBJECT', 'ARRAY'))`;
}

// DuckDB's cast knows neither small letters, nor a comma before the fraction, nor an offset without seconds.
const instant = `coalesce(
  TRY_CAST(fields.timestamp AS TIMESTAMPTZ),
  TRY_CAST(regexp_replace(replace(upper(fields.timestamp), ',', '.'), '^(.{16})([Z+-])', '\\1:00\\2') AS TIMESTAMPTZ))`;

// An offset or the reporting time zone may lead out of the years a date has here: by a day or two, so few are looked at.
const isOutsideCalendar = `left(fields.timestamp, 4) IN ('0001', '9999') AND (
  year(timezone('UTC', instant)) NOT BETWEEN 1 AND 9999
  OR year(timezone(current_setting('TimeZone'), instant)) NOT BETWEEN 1 AND 9999)`;

const present = coreFields.map((field) => `(fields.${field} IS NOT NULL)::INT`).join(' + ');
const required = ['event_id', 'player_id', 'event_type'] as const;

const ids = ['event_id', 'player_id', 'session_id', 'event_type'] as const;

// What DuckDB writes of a number that it does not write as it stands in the line.
const renderedNumber = '^-?(?:0|[0-9]+\\.[0-9]+(?:e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+)$';
// The first character spares most ids the pattern.
const mayBeRendered = ids
  .map(
    (field) =>
      `CASE WHEN ascii(fields.${field}) <= 57 THEN regexp_matches(fields.${field}, '${renderedNumber}') ELSE false END`,
  )
  .join(' OR ');
const markedIds = `from_json(${markJson('line')}, ${quoteText(`{${ids.map((field) => `"s${field}":"VARCHAR"`)}}`)})`;
const idText = (field: (typeof ids)[number]) => `coalesce(substr(marked.s${field}, 2), fields.${field})`;

/** A condition on a list of keys. */
export const isRepeated = (keys: string) => `len(${keys}) > len(list_distinct(${keys}))`;

// Of accepted lines the keys are looked at where they are learnt (profile.ts).
const unlessRepeated = (reason: string) =>
  `CASE WHEN ${isRepeated('json_keys(fields.properties)')} THEN 'malformed_json' ELSE ${reason} END`;

const reason = `CASE
  WHEN line IS NULL THEN 'blank_line'
  WHEN fields IS NULL THEN CASE
    WHEN starts_with(line, '${markByte}') THEN substr(line, 2)
    WHEN regexp_matches(line, '^[ \\t\\r\\f]*$') THEN 'blank_line'
    WHEN json_valid(line) AND NOT ${isLenientJson('line')} THEN 'not_an_object'
    ELSE 'malformed_json' END
  WHEN is_odd AND ${isLenientJson('line')} THEN 'malformed_json'
  WHEN unusual_keys AND ${isRepeated('keys')} THEN 'malformed_json'
  WHEN fields.event_id IS NULL OR fields.player_id IS NULL OR fields.event_type IS NULL OR fields.timestamp IS NULL
    THEN CASE WHEN json_type(line) = 'OBJECT' THEN ${unlessRepeated("'missing_field'")} WHEN ${isLenientJson('line')} THEN 'malformed_json' ELSE 'not_an_object' END
  WHEN ${required.map((field) => `fields.${field} = '' OR ${isWrongType(field)}`).join(' OR ')}
    OR ${isWrongType('session_id')} OR ascii(fields.properties) <> 123 THEN ${unlessRepeated("'invalid_field'")}
  WHEN NOT regexp_matches(fields.timestamp, '${timestampShape}') OR instant IS NULL OR (${isOutsideCalendar}) THEN ${unlessRepeated("'invalid_timestamp'")}
END`;

function parsedLines(sources: readonly Source[], isHeavy: boolean): string {
  const structure = `{${coreFields.map((field) => `"${field}":"${field === 'properties' ? 'JSON' : 'VARCHAR'}"`)}}`;
  const hasExtras = `unusual_keys AND len(list_filter(keys, lambda key: key NOT IN ${coreFieldList})) > 0`;
  const accepted = (value: string, name: string) =>
    `CASE WHEN reason IS NULL THEN ${value} END AS ${quoteIdentifier(name)}`;
  return `
    SELECT
      file,
      reason,
      ${accepted(idText('event_id'), 'event_id')},
      ${accepted(idText('player_id'), 'player_id')},
      ${accepted(`nullif(${idText('session_id')}, '')`, 'session_id')},
      ${accepted(idText('event_type'), 'event_type')},
      ${accepted('instant', 'timestamp')},
      ${accepted('fields.properties', 'properties')},
      ${accepted(`CASE WHEN ${hasExtras} THEN line END`, 'extras')},
      ${accepted('CASE WHEN is_anew THEN line END', 'exact')},
      ${accepted(`CASE WHEN is_anew THEN NOT ${allSurviveDouble('line')} ELSE false END`, 'is_lossy')}
    FROM (
      SELECT *, ${reason} AS reason,
        CASE WHEN is_anew AND (${mayBeRendered}) THEN ${markedIds} END AS marked
      FROM (
        SELECT *, ${instant} AS instant, len(keys) <> ${present} AS unusual_keys,
          CASE WHEN is_odd AND fields IS NOT NULL THEN ${isWrittenAnew('line')} ELSE false END AS is_anew
        FROM (
          SELECT line, file, ${mayHoldOddValues('line')} AS is_odd,
            CASE WHEN json_valid(line) THEN from_json(line, ${quoteText(structure)}) END AS fields,
            CASE WHEN json_valid(line) THEN json_keys(line) END AS keys
          FROM (
            SELECT file, ${withoutByteOrderMarksSql('line')} AS line FROM (${numberedLines(sources, isHeavy)})))))`;
}
