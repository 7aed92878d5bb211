import type { EtlHost } from '../etl-host.ts';
import type { Handlers } from '../ipc.ts';

type EngineAnswered =
  | 'dataset:inspect'
  | 'daily:metrics'
  | 'daily:breakdown'
  | 'daily:players'
  | 'history:compare'
  | 'quality:quarantine'
  | 'quality:quarantinedLine'
  | 'quality:quarantineCounts'
  | 'quality:distributions'
  | 'cohorts:matrix'
  | 'cohorts:breakdown';

/** Calls that the engine answers as they stand. */
export function engineHandlers(host: EtlHost): Pick<Handlers, EngineAnswered> {
  return {
    'dataset:inspect': (paths) => host.ask('dataset:inspect', paths),
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
  };
}
