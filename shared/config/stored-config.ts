import { z } from 'zod';
import { maybe } from '../run/maybe.ts';
import { type ConfigKey, configKeys, valueAt } from './config-keys.ts';
import type { EtlConfig } from './schema.ts';

/**
 * The configuration of a finished run as it is stored: with the keys of whichever version made it. Only those are sure to be
 * there on which every figure depends.
 */
export const storedConfigSchema = z.looseObject({
  aggregation: z.looseObject({
    timezone: z.string(),
    active_event_types: z.array(z.string()),
    purchase_event_type: z.string(),
    revenue_property: z.string(),
    min_dau: maybe(z.number()),
  }),
});
export type StoredConfig = z.infer<typeof storedConfigSchema>;

type Section = Exclude<keyof EtlConfig, 'strict_mode'>;

/** The keys that this version knows; undefined where the run does not say one, or says it in another form. */
export type KnownConfig = { readonly [Name in Section]: Partial<EtlConfig[Name]> } & {
  readonly strict_mode?: boolean;
};

/** What this version knows of a stored configuration. Of one of its own, that is all. */
export function knownConfig(config: StoredConfig): KnownConfig {
  const known: Record<string, Record<string, unknown> | unknown> = {};
  const sections = new Map<string, Record<string, unknown>>();
  for (const key of configKeys) {
    const [first, second] = key.path;
    if (key.isSection) sections.set(first, {});
    const target = second === undefined ? known : sections.get(first);
    if (!key.isSection && target !== undefined && isKnown(config, key))
      target[second ?? first] = valueAt(config, key.path);
  }
  // Every value was held against the schema of its key.
  return { ...known, ...Object.fromEntries(sections) } as KnownConfig;
}

/** Whether a stored configuration says a key in a form that this version knows. */
export function isKnown(config: StoredConfig, { path, schema }: ConfigKey): boolean {
  const value = valueAt(config, path);
  return value !== undefined && schema.safeParse(value).success;
}
