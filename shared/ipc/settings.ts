import { z } from 'zod';
import { memoryLimit, threads } from '../config/value-types.ts';
import { call, nothing } from './call.ts';

const path = z.string().min(1).max(32_768);
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const configText = z.string().max(2 ** 20);

/** What the app remembers for the user, across restarts. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** For runs whose configuration says `auto`. */
  memoryLimit: memoryLimit(),
  threads: threads(),
  /** The latest first: what was opened together, opens together. */
  recentInputs: z.array(z.array(path).min(1).max(1000)).max(10),
  /**
   * The configuration in use: its text, and its file if it has one; null for the defaults. `saved` is what the file
   * holds where the text may differ from it.
   */
  config: z
    .strictObject({ path: path.nullable(), text: configText, saved: configText.optional() })
    .nullable(),
  /** The columns shown of the table of days; null for the usual ones. */
  dailyColumns: z.array(z.string().max(100)).max(100).nullable(),
  /** ISO 4217: what amounts of money are shown in. Events carry plain numbers. */
  currency: z.string().refine((code) => currencies.has(code), 'must be an ISO 4217 code, such as USD'),
  /** What finished runs may take on disk, in bytes; null for no limit. */
  runStoreLimitBytes: z.number().int().positive().nullable(),
  /** The columns chosen on the Data screen; null for its own choice. */
  dataColumns: z.array(z.string().max(32_768)).max(20_000).nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What the engine may use of the machine. */
export const resourcesShape = {
  memoryLimit: settingsSchema.shape.memoryLimit,
  threads: settingsSchema.shape.threads,
};

export const defaultSettings: Settings = {
  theme: 'system',
  memoryLimit: 'auto',
  threads: 'auto',
  recentInputs: [],
  config: null,
  dailyColumns: null,
  currency: 'USD',
  runStoreLimitBytes: 20e9,
  dataColumns: null,
};

export const settingsCalls = {
  'settings:get': call({ takes: nothing, gives: settingsSchema, answeredBy: 'app', errors: [] }),
  /** Changes the settings that are named; gives them all. Inputs to remember have to be readable ones. */
  'settings:set': call({
    takes: settingsSchema.partial(),
    gives: settingsSchema,
    answeredBy: 'app',
    errors: ['FILE_FAILED'],
  }),
};
