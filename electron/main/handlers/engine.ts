import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';

type EngineAnswered = 'dataset:inspect' | 'daily:metrics' | 'cohorts:matrix' | 'cohorts:breakdown';

/** Calls that the engine answers as they stand. */
export function engineHandlers(host: EtlHost): Pick<Handlers, EngineAnswered> {
  return {
    'dataset:inspect': (paths) => host.ask('dataset:inspect', paths),
    'daily:metrics': (run) => host.ask('daily:metrics', run),
    'cohorts:matrix': (ref) => host.ask('cohorts:matrix', ref),
    'cohorts:breakdown': (ref) => host.ask('cohorts:breakdown', ref),
  };
}
