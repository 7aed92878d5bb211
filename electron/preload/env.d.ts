import type { CallName, EventName } from '../../shared/ipc/contract.ts';

declare global {
  /** The names in the contract: written in by the build (electron.vite.config.ts), so that the contract itself stays out. */
  const callNames: readonly CallName[];
  const eventNames: readonly EventName[];
}
