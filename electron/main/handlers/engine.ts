import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';

type EngineAnswered =
  | 'daily:metrics'
  | 'daily:breakdown'
  | 'daily:players'
  | 'history:compare'
  | 'quality:quarantine'
  | 'quality:quarantinedLine'
  | 'quality:quarantineCounts'
  | 'quality:distributions'
  | 'cohorts:matrix'
  | 'cohorts:breakdown'
  | 'data:page'
  | 'data:count'
  | 'data:row'
  | 'data:progress';

/** Calls that the engine answers as they stand. */
export function engineHandlers(host: EtlHost): Pick<Handlers, EngineAnswered> {
  return {
    'daily:metrics': (run, signal) => host.ask('daily:metrics', run, signal),
    'daily:breakdown': (request, signal) => host.ask('daily:breakdown', request, signal),
    'daily:players': (days, signal) => host.ask('daily:players', days, signal),
    'history:compare': (compared, signal) => host.ask('history:compare', compared, signal),
    'quality:quarantine': (page, signal) => host.ask('quality:quarantine', page, signal),
    'quality:quarantinedLine': (line, signal) => host.ask('quality:quarantinedLine', line, signal),
    'quality:quarantineCounts': (run, signal) => host.ask('quality:quarantineCounts', run, signal),
    'quality:distributions': (run, signal) => host.ask('quality:distributions', run, signal),
    'cohorts:matrix': (ref, signal) => host.ask('cohorts:matrix', ref, signal),
    'cohorts:breakdown': (ref, signal) => host.ask('cohorts:breakdown', ref, signal),
    'data:page': (request, signal) => host.ask('data:page', request, signal),
    'data:count': (filter, signal) => host.ask('data:count', filter, signal),
    'data:row': (row, signal) => host.ask('data:row', row, signal),
    'data:progress': (run, signal) => host.ask('data:progress', run, signal),
  };
}
