import { z } from 'zod';
import { configShape, defaultConfig } from './schema.ts';

/** A section of the configuration, or a key with a value. `description` is one sentence. */
export type ConfigKey = {
  readonly path: readonly [name: string] | readonly [section: string, name: string];
  readonly description: string;
  readonly isSection: boolean;
  /** What its value has to satisfy. */
  readonly schema: z.ZodType;
};

function listKeys(): ConfigKey[] {
  return Object.entries(configShape).flatMap(([name, schema]): ConfigKey[] => {
    const shape = schema instanceof z.ZodPipe ? schema.out.shape : {};
    const inside = Object.entries<z.ZodType>(shape).map(([key, field]): ConfigKey => {
      return { path: [name, key], description: field.description ?? '', isSection: false, schema: field };
    });
    const isSection = inside.length > 0;
    return [{ path: [name], description: schema.description ?? '', isSection, schema }, ...inside];
  });
}

/** Every section followed by its keys, in the order of the file. */
export const configKeys: readonly ConfigKey[] = listKeys();

/** The value that `path` leads to in a configuration; `undefined` where it leads nowhere. */
export function valueAt(config: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return new Map<string, unknown>(Object.entries(value)).get(String(step));
  }, config);
}

/** The default of a key, for showing beside its control. */
export function defaultOf(key: ConfigKey): unknown {
  return valueAt(defaultConfig, key.path);
}
