import type { FigureDefinition } from '../metrics/figure-definition.ts';
import type { StoredManifest } from '../run/stored-manifest.ts';

/** The type of a column of the cleaned events, as DuckDB names it. */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TINYINT' | 'DATE' | 'TIMESTAMPTZ';

/** A column of `events_cleaned.parquet`: what it means, and where it comes from. */
export type EventColumn = FigureDefinition & {
  readonly name: string;
  readonly type: ColumnType;
};

const leading: readonly EventColumn[] = [
  column('event_id', 'VARCHAR', 'Names the event; the first line with an id is kept.', 'event_id'),
  column('player_id', 'VARCHAR', 'The player the event belongs to.', 'player_id'),
  column(
    'session_id',
    'VARCHAR',
    'The session of the player; none where the event names none.',
    'session_id',
  ),
  column('event_type', 'VARCHAR', 'What happened.', 'event_type'),
  column(
    'timestamp',
    'TIMESTAMPTZ',
    'When it happened, to the microsecond, shown in the reporting time zone.',
    'timestamp',
  ),
  column('event_date', 'DATE', 'Calendar day in the reporting time zone.', 'date(timestamp at time zone)'),
  column(
    'event_hour',
    'TINYINT',
    'Hour of the day in the reporting time zone, 0 to 23.',
    'hour(timestamp at time zone)',
  ),
  column(
    'day_of_week',
    'TINYINT',
    'Day of the week in the reporting time zone: 1 is Monday, 7 is Sunday.',
    'isodow(timestamp at time zone)',
  ),
  column(
    'is_future',
    'BOOLEAN',
    'Whether the event lies too far ahead of the run; no metric counts it.',
    'timestamp > now + max_future_days',
  ),
  column(
    'is_revenue_outlier',
    'BOOLEAN',
    'Whether the event is a purchase above the limit; its amount counts in no revenue.',
    'purchase and amount > aggregation.max_revenue_per_event',
  ),
];

const rest = column(
  'prop__rest',
  'VARCHAR',
  'The properties beyond ingest.max_property_columns, as one JSON object.',
  'the keys in the fewest events',
);

const trailing: readonly EventColumn[] = [
  column('source_file', 'VARCHAR', 'The file the event was read from.', 'path of the input'),
  column('source_line', 'BIGINT', 'The line of the event in its file; the first is 1.', 'line number'),
];

/** The columns of a run's cleaned events, in the order of the file. */
export function eventColumns(manifest: Pick<StoredManifest, 'properties' | 'rest_keys'>): EventColumn[] {
  const properties = manifest.properties.map(({ key, column: name, type }) =>
    column(
      name,
      propertyType(type),
      `The property ${JSON.stringify(key)} of the event.`,
      `properties[${JSON.stringify(key)}]`,
    ),
  );
  return [...leading, ...properties, ...(manifest.rest_keys > 0 ? [rest] : []), ...trailing];
}

function propertyType(type: string): ColumnType {
  switch (type) {
    case 'BIGINT':
    case 'DOUBLE':
    case 'BOOLEAN':
      return type;
    default:
      return 'VARCHAR';
  }
}

function column(name: string, type: ColumnType, meaning: string, formula: string): EventColumn {
  return { name, type, label: name, meaning, formula };
}
