import { z } from 'zod';
import { call, nothing } from './call.ts';

/** The screens, in the order of the sidebar. */
const screenIds = [
  'sources',
  'rules',
  'run',
  'daily',
  'cohorts',
  'quality',
  'data',
  'export',
  'history',
  'settings',
] as const;
const screenIdSchema = z.enum(screenIds);
export type ScreenId = z.infer<typeof screenIdSchema>;

/** What can be done from everywhere in the window: palette, shortcuts and native menu name it so. */
const commandIds = [
  'open-files',
  'open-folder',
  'open-sample',
  'start-run',
  'cancel-run',
  'open-rules',
  'save-rules',
  'save-rules-as',
  'reset-rules',
  'theme-system',
  'theme-light',
  'theme-dark',
  'palette',
  'about',
] as const;
const commandIdSchema = z.enum(commandIds);
export type CommandId = z.infer<typeof commandIdSchema>;

/** What the native menu asks of the window: a command, or a screen. */
const menuCommandSchema = z.union([
  commandIdSchema,
  z.templateLiteral([z.literal('screen-'), screenIdSchema]),
]);
export type MenuCommand = z.infer<typeof menuCommandSchema>;

/** What the window tells the native menu: its screens, in order, with the digit that leads to each. */
const menuScreensSchema = z
  .array(
    z.strictObject({
      id: screenIdSchema,
      label: z.string().min(1).max(40),
      digit: z
        .string()
        .regex(/^[1-9]$/)
        .nullable(),
    }),
  )
  .max(screenIds.length);
export type MenuScreens = z.infer<typeof menuScreensSchema>;

export const menuCalls = {
  /** The screens that the native menu offers. */
  'menu:screens': call({ takes: menuScreensSchema, gives: nothing, answeredBy: 'app', errors: [] }),
};

export const menuEvents = { 'menu:command': menuCommandSchema };
