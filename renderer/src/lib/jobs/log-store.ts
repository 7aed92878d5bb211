import { create } from 'zustand';
import type { LogLine } from '../../../../shared/ipc/schemas.ts';
import { emptyLog, type LogLimits, type LogTail, withLines } from '../../../../shared/run/log-tail.ts';

/** More than anyone scrolls through; the log file has it all. */
const limits: LogLimits = { maxLines: 200_000, maxCharacters: 50_000_000 };

/** The log of the run on screen. */
export const useLog = create<LogTail<LogLine>>(() => emptyLog);

export function clearLog(): void {
  useLog.setState(emptyLog);
}

/** @param leftOut lines before these that are told nobody any more */
export function appendLog(added: readonly LogLine[], leftOut = 0): void {
  useLog.setState((log) => withLines({ ...log, leftOut: log.leftOut + leftOut }, added, limits));
}
