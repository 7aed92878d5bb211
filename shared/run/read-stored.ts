import type { z } from 'zod';
import { migrate } from './migrations/migrate.ts';
import type { Migration, StoredKind } from './migrations/migration.ts';

/** What was read, or why not, as a sentence that names the file. */
export type Read<Value> =
  | { ok: true; value: Value; storedFormat: number }
  | { ok: false; why: string; isNewer: boolean };

type Stored<Value> = {
  kind: StoredKind;
  /** Of the file, for the sentence. */
  name: string;
  /** Null where there is no such file. */
  text: string | null;
  /** Of the current form. */
  schema: z.ZodType<Value>;
  steps?: readonly Migration[] | undefined;
};

/** Reads a stored document of any format up to the current one, as the current form has it. */
export function readStored<Value>({ kind, name, text, schema, steps }: Stored<Value>): Read<Value> {
  const fault = (why: string, isNewer = false): Read<Value> => ({
    ok: false,
    why: `${name} ${why}.`,
    isNewer,
  });
  if (text === null) return fault('is missing');
  const stored = parsed(text);
  if (stored === undefined) return fault('is damaged: it is no JSON');
  const migrated = migrate(kind, stored, steps);
  if (migrated.json === null) return fault(migrated.why, migrated.isNewer);
  const { success, data, error } = schema.safeParse(migrated.json);
  if (success) return { ok: true, value: data, storedFormat: migrated.storedFormat };
  const [issue] = error.issues;
  return fault(
    `is damaged: ${issue?.path.join('.') || 'its content'} is missing or is not what it should be`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
