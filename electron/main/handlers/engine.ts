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
    'daily:metrics': (run) => host.ask('daily:metrics', run),
    'daily:breakdown': (request) => host.ask('daily:breakdown', request),
    'daily:players': (days) => host.ask('daily:players', days),
    'history:compare': (compared) => host.ask('history:compare', compared),
    'quality:quarantine': (page) => host.ask('quality:quarantine', page),
    'quality:quarantinedLine': (line) => host.ask('quality:quarantinedLine', line),
    'quality:quarantineCounts': (run) => host.ask('quality:quarantineCounts', run),
    'quality:distributions': (run) => host.ask('quality:distributions', run),
    'cohorts:matrix': (ref) => host.ask('cohorts:matrix', ref),
    'cohorts:breakdown': (ref) => host.ask('cohorts:breakdown', ref),
    'data:page': (request) => host.ask('data:page', request),
    'data:count': (filter) => host.ask('data:count', filter),
    'data:row': (row) => host.ask('data:row', row),
    'data:progress': (run) => host.ask('data:progress', run),
  };
}
