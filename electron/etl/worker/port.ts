import type { EngineMessage } from '../../../shared/ipc/engine.ts';

/** The line to the app: Electron's `parentPort` in the product, a message channel in tests. */
export type Port = {
  send(message: EngineMessage): void;
  listen(listener: (message: unknown) => void): void;
};
