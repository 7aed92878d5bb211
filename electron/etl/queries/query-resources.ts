import type { QueryResources } from './open-run.ts';

/** What the views may use. They stay quick beside a run, whose own limit is the user's to set. */
export const queryResources: QueryResources = {
  memory_limit: '2GB',
  threads: 'auto',
  memoryRemedy: 'a view has 2 GB; ask for less, by a filter or a shorter span',
};
