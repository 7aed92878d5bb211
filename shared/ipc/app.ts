import { z } from 'zod';
import { call, nothing } from './call.ts';
import { appInfoSchema, askIdSchema } from './schemas.ts';

export const appCalls = {
  'app:info': call({ takes: nothing, gives: appInfoSchema, answeredBy: 'app', errors: [] }),
  /** The page hears: what was to be told it meanwhile is told now. */
  'app:ready': call({ takes: nothing, gives: nothing, answeredBy: 'app', errors: [] }),
  /** Nobody waits any more for the answer to the call that was given this id: it ends with CANCELLED. */
  'ask:abandon': call({
    takes: z.strictObject({ askId: askIdSchema }),
    gives: nothing,
    answeredBy: 'app',
    errors: [],
  }),
};
