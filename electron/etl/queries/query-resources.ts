import type { QueryResources } from './open-run.ts';

/** What the views of a run may use at most; less where the budget of the engine leaves less. */
export const queryResources: QueryResources = {
  memory_limit: '2GB',
  threads: 'auto',
  memoryRemedy: 'ask for less, by a filter or a shorter span, or raise the memory limit in Settings',
};
