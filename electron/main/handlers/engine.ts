import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';

/** Calls that the engine answers as they stand. */
export function engineHandlers(
  host: EtlHost,
): Pick<Handlers, 'dataset:inspect' | 'daily:metrics' | 'daily:breakdown' | 'daily:players'> {
  return {
    'dataset:inspect': (paths) => host.ask('dataset:inspect', paths),
    'daily:metrics': (run) => host.ask('daily:metrics', run),
    'daily:breakdown': (request) => host.ask('daily:breakdown', request),
    'daily:players': (days) => host.ask('daily:players', days),
  };
}
