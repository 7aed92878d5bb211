import { formatBytes } from './quantity.ts';

/** What is said of bytes in the folder of runs that belong to no finished run that can be read. */
export function otherBytesText(bytes: number): string {
  return `Another ${formatBytes(bytes)} in the folder of runs belongs to no run that can be read: it does not count, and is never removed for the limit. Runs that cannot be read stand in History, where they can be deleted.`;
}
