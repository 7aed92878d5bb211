import type { Migration } from './migration.ts';

/** Documents say their format from 2 on. Nothing else has changed: what format 1 does not say is missing. */
export const from1To2: Migration = {};
