import type { Api } from '../../../shared/ipc/contract.ts';

declare global {
  interface Window {
    /** What the preload exposes. */
    readonly api: Api;
  }
}
