import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { FromVariables } from '../../../shared/config/variables.ts';
import { shownName, withoutSecrets } from '../../../shared/config/without-secrets.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import type { PropertyProfile } from '../ingest/profile.ts';

/**
 * The configuration of a run as it is stored and shown, and its names likewise. A name from a variable stays where the
 * data holds it: the figures depend on it, and the tables have it. One that no event has changes no figure, so what is said
 * in its place is no name that an event has either. Reads the view `cleaned`.
 */
export async function shownConfig(
  database: Database,
  profile: PropertyProfile,
  config: EtlConfig,
  fromVariables: readonly FromVariables[],
): Promise<{ config: EtlConfig; said: (name: string) => string }> {
  if (fromVariables.length === 0) return { config: withoutSecrets(config), said: (name) => name };
  const values = fromVariables.flatMap(({ text, value }) => [quoteText(text), quoteText(value)]).join(', ');
  const types = await database.query(
    z.object({ event_type: z.string() }),
    `SELECT DISTINCT event_type FROM cleaned WHERE event_type IN [${values}]`,
  );
  const known = new Set([
    ...types.map(({ event_type }) => event_type),
    ...profile.properties.map(({ key }) => key),
  ]);
  const isKnown = (name: string) => known.has(name);
  return {
    config: withoutSecrets(config, fromVariables, isKnown),
    said: (name) => shownName(name, fromVariables, isKnown),
  };
}
