import type { z } from 'zod';

/** What a stored document may not say: undefined where it is missing, or has a form that this version does not know. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}
