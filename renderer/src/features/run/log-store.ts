import { create } from 'zustand';
import type { LogLine } from '../../../../shared/ipc/schemas.ts';

/** More lines than anyone scrolls through; the log file has them all. */
const maxLines = 200_000;

type Log = { lines: readonly LogLine[] };

/** The log of the run on screen. */
export const useLog = create<Log>(() => ({ lines: [] }));

export function clearLog(): void {
  useLog.setState({ lines: [] });
}

export function appendLog(added: readonly LogLine[]): void {
  useLog.setState(({ lines }) => ({ lines: [...lines, ...added].slice(-maxLines) }));
}
