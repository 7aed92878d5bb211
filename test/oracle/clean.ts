import { DAY_MICROS, dateText } from './calendar.ts';
import { numberText } from './numbers.ts';
import {
  type Properties,
  type PropertyColumns,
  type PropertyValue,
  propertyColumns,
  propertyValues,
} from './properties.ts';
import type { EventLine, LinePlace } from './read-lines.ts';
import type { ReferenceConfig } from './reference-config.ts';
import { localTime } from './time-zone.ts';

/** A row of `events_cleaned.parquet`, and two helps for the metrics that are no columns: `day` and `fields`. */
export interface CleanedEvent {
  readonly event_id: string;
  readonly player_id: string;
  readonly session_id: string | null;
  readonly event_type: string;
  /** Microseconds since 1970-01-01T00:00Z. */
  readonly timestamp: bigint;
  /** `YYYY-MM-DD` in the reporting time zone, like the next two. */
  readonly event_date: string;
  readonly event_hour: number;
  readonly day_of_week: number;
  readonly is_future: boolean;
  readonly is_revenue_outlier: boolean;
  /** `prop_...` by column name, every column present. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
  readonly source_file: string;
  readonly source_line: number;
  /** `event_date` as days since 1970-01-01. */
  readonly day: number;
  /** The properties as read, by key. */
  readonly fields: Properties;
}

/** A line whose `event_id` an earlier line has. */
export interface DuplicateEvent extends LinePlace {
  readonly eventId: string;
  readonly first: LinePlace;
}

export interface CleanedEvents {
  readonly cleaned: CleanedEvent[];
  readonly duplicates: DuplicateEvent[];
  readonly columns: PropertyColumns;
}

/** Events in input order without duplicates, flagged and typed. `now` in microseconds since 1970, UTC. */
export function cleanEvents(
  lines: readonly EventLine[],
  config: ReferenceConfig,
  now: bigint,
): CleanedEvents {
  const columns = propertyColumns(
    lines.map((line) => line.event.properties),
    config.ingest.max_property_columns,
  );
  const cleaned: CleanedEvent[] = [];
  const duplicates: DuplicateEvent[] = [];
  const firstPlaces = new Map<string, LinePlace>();
  for (const line of lines) {
    const first = firstPlaces.get(line.event.eventId);
    if (first === undefined) {
      firstPlaces.set(line.event.eventId, place(line));
      cleaned.push(cleanEvent(line, columns, config, now));
    } else {
      duplicates.push({ ...place(line), eventId: line.event.eventId, first });
    }
  }
  return { cleaned, duplicates, columns };
}

function cleanEvent(
  { event, file, line }: EventLine,
  columns: PropertyColumns,
  config: ReferenceConfig,
  now: bigint,
): CleanedEvent {
  const local = localTime(event.timestamp, config.aggregation.timezone);
  const futureAfter = now + BigInt(Math.round(config.quality_checks.max_future_days * Number(DAY_MICROS)));
  return {
    event_id: event.eventId,
    player_id: event.playerId,
    session_id: event.sessionId,
    event_type: event.eventType,
    timestamp: event.timestamp,
    event_date: dateText(local.day),
    event_hour: local.hour,
    day_of_week: local.weekday,
    is_future: event.timestamp > futureAfter,
    is_revenue_outlier:
      event.eventType === config.aggregation.purchase_event_type &&
      exceedsLimit(event.properties, config.aggregation),
    properties: propertyValues(event.properties, columns),
    source_file: file,
    source_line: line,
    day: local.day,
    fields: event.properties,
  };
}

function exceedsLimit(properties: Properties, aggregation: ReferenceConfig['aggregation']): boolean {
  const amount = numberText(properties.get(aggregation.revenue_property));
  return amount !== undefined && Number(amount) > aggregation.max_revenue_per_event;
}

function place({ file, line, byteOffset }: LinePlace): LinePlace {
  return { file, line, byteOffset };
}
