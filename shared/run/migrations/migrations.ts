import { from1To2 } from './1-to-2.ts';
import type { Migration } from './migration.ts';

/** Every step, in order: the first leads from format 1 to format 2. */
export const migrations: readonly Migration[] = [from1To2];

/** The format of what this version writes. */
export const currentFormat = migrations.length + 1;
