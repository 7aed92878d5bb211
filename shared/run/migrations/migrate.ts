import { z } from 'zod';
import type { Migration, StoredJson, StoredKind } from './migration.ts';
import { migrations } from './migrations.ts';

/** A document in the current form with the format it is stored in, or why it cannot be had, as the end of a sentence. */
export type Migrated =
  | { json: StoredJson; storedFormat: number }
  | { json: null; why: string; isNewer: boolean };

const document = z.record(z.string(), z.unknown());
const formatVersion = z.int().positive();

/**
 * A stored document in the current form. What is stored without a `format_version` is of format 1.
 * @param steps the first leads from format 1 to format 2
 */
export function migrate(
  kind: StoredKind,
  stored: unknown,
  steps: readonly Migration[] = migrations,
): Migrated {
  const read = document.safeParse(stored);
  if (!read.success) return damaged('it is no JSON object');
  const said = formatVersion.safeParse(
    Object.hasOwn(read.data, 'format_version') ? read.data['format_version'] : 1,
  );
  if (!said.success) return damaged('format_version is no whole number from 1');
  const current = steps.length + 1;
  if (said.data > current)
    return {
      json: null,
      why: `was made by a newer version of the app (format ${said.data}; this one reads up to ${current}): update the app to open it`,
      isNewer: true,
    };
  try {
    const json = steps.slice(said.data - 1).reduce((form, step) => step[kind]?.(form) ?? form, read.data);
    return { json: { ...json, format_version: current }, storedFormat: said.data };
  } catch {
    // A step takes what its format always had for granted.
    return damaged(`it does not hold what format ${said.data} has`);
  }
}

/** What the columns of a table were called in a format, by their current name; those alone that have another. */
export function formerColumns(
  table: keyof NonNullable<Migration['columns']>,
  storedFormat: number,
  steps: readonly Migration[] = migrations,
): ReadonlyMap<string, string> {
  const former = new Map<string, string>();
  for (const step of steps.slice(storedFormat - 1)) {
    const renamed = Object.entries(step.columns?.[table] ?? {});
    const before = new Map(former);
    for (const [old] of renamed) former.delete(old);
    for (const [old, name] of renamed) former.set(name, before.get(old) ?? old);
  }
  return former;
}

function damaged(what: string): Migrated {
  return { json: null, why: `is damaged: ${what}`, isNewer: false };
}
