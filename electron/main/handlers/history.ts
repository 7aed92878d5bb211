import type { Handlers } from '../ipc.ts';
import type { RunHistory } from '../run-history.ts';

type HistoryCall = 'history:list' | 'history:trends' | 'history:record';

/** The runs there were, whatever came of them. */
export function historyHandlers(history: RunHistory): Pick<Handlers, HistoryCall> {
  return {
    'history:list': () => history.list(),
    'history:trends': () => history.trends(),
    'history:record': ({ id }) => history.record(id),
  };
}
