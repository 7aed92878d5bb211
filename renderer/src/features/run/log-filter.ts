import type { LogLine } from '../../../../shared/ipc/schemas.ts';
import { type LogLevel, logLevels } from '../../../../shared/run/logger.ts';

/** The lines at a level or above whose text holds the words searched for, case ignored. */
export function filterLog(lines: readonly LogLine[], level: LogLevel, search: string): readonly LogLine[] {
  const wanted = search.trim().toLowerCase();
  const least = logLevels.indexOf(level);
  if (least === 0 && wanted === '') return lines;
  return lines.filter(
    (line) =>
      logLevels.indexOf(line.level) >= least &&
      (wanted === '' || line.message.toLowerCase().includes(wanted)),
  );
}
