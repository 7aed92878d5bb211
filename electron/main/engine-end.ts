import type { Failure } from '../../shared/ipc/reply.ts';

/** Why Electron says a process is gone: https://www.electronjs.org/docs/latest/api/app#event-child-process-gone */
export type GoneReason =
  | 'clean-exit'
  | 'abnormal-exit'
  | 'killed'
  | 'crashed'
  | 'oom'
  | 'memory-eviction'
  | 'launch-failed'
  | 'integrity-failure';

const lowerMemory = 'lower the memory limit in Settings';

/**
 * What the user is told when the engine's process ended unasked.
 * @param reason null where the system gave none
 * @param exitCode the number of a signal, or what the process ended with
 */
export function engineFailure(reason: GoneReason | null, exitCode: number): Failure {
  return { code: 'ENGINE_STOPPED', message: `${explain(reason, exitCode)} Nothing was written.` };
}

function explain(reason: GoneReason | null, exitCode: number): string {
  switch (reason) {
    case 'oom':
    case 'memory-eviction':
      return `The engine ran out of memory: close other programs or ${lowerMemory}, and start again.`;
    case 'killed':
      return `The engine was ended from outside (signal ${exitCode}), as the system does when memory is short. Start again; if it happens again, ${lowerMemory}.`;
    case 'launch-failed':
    case 'integrity-failure':
      return `The engine cannot be started (${reason}, code ${exitCode}): install the app anew.`;
    default:
      return `The engine crashed (exit code ${exitCode}). Start again; if it happens again, please report it with the log of the run.`;
  }
}
