import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';

/** Calls that the engine answers as they stand. */
export function engineHandlers(
  host: EtlHost,
): Pick<Handlers, 'dataset:inspect' | 'daily:metrics' | 'history:compare'> {
  return {
    'dataset:inspect': (paths) => host.ask('dataset:inspect', paths),
    'daily:metrics': (run) => host.ask('daily:metrics', run),
    'history:compare': (compared) => host.ask('history:compare', compared),
  };
}
