import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';

/** Calls that the engine answers as they stand. */
export function engineHandlers(
  host: EtlHost,
): Pick<
  Handlers,
  'dataset:inspect' | 'daily:metrics' | 'data:page' | 'data:count' | 'data:row' | 'data:progress'
> {
  return {
    'dataset:inspect': (paths) => host.ask('dataset:inspect', paths),
    'daily:metrics': (run) => host.ask('daily:metrics', run),
    'data:page': (request) => host.ask('data:page', request),
    'data:count': (filter) => host.ask('data:count', filter),
    'data:row': (row) => host.ask('data:row', row),
    'data:progress': (run) => host.ask('data:progress', run),
  };
}
