import { type ReferenceResult, runReference } from '../oracle/reference.ts';
import { defaultReferenceConfig, type ReferenceConfig } from '../oracle/reference-config.ts';

/** What an example changes of the defaults. */
export interface ExampleOptions {
  readonly aggregation?: Partial<ReferenceConfig['aggregation']>;
  readonly ingest?: Partial<ReferenceConfig['ingest']>;
  readonly max_future_days?: number;
  /** ISO 8601; by default long after every example. */
  readonly now?: string;
}

/** The defaults with an example's changes. */
export function exampleConfig(options: ExampleOptions = {}): ReferenceConfig {
  const { quality_checks, aggregation, ingest } = defaultReferenceConfig;
  return {
    quality_checks: { max_future_days: options.max_future_days ?? quality_checks.max_future_days },
    aggregation: { ...aggregation, ...options.aggregation },
    ingest: { ...ingest, ...options.ingest },
  };
}

/** Runs over one file of one event a line. */
export function runExample(events: readonly object[], options: ExampleOptions = {}): ReferenceResult {
  const text = events.map((event) => JSON.stringify(event)).join('\n');
  return runReference({
    files: [{ path: 'events.jsonl', bytes: new TextEncoder().encode(text) }],
    config: exampleConfig(options),
    now: new Date(options.now ?? '2030-01-01T00:00:00Z'),
  });
}

let serial = 0;

/** An event with an id of its own; `at` is a day of January 2024 (noon, UTC) or a whole timestamp. */
export function example(at: number | string, player: string, type: string, more: object = {}): object {
  serial += 1;
  const timestamp = typeof at === 'number' ? `2024-01-${String(at).padStart(2, '0')}T12:00:00Z` : at;
  return { event_id: `x${serial}`, player_id: player, event_type: type, timestamp, ...more };
}
