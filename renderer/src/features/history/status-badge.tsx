import { Badge } from '@mantine/core';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import type { CheckStatus } from '../../../../shared/quality/check-result.ts';

const looks = {
  finished: { color: 'teal', text: 'Finished' },
  failed: { color: 'red', text: 'Failed' },
  cancelled: { color: 'gray', text: 'Cancelled' },
  interrupted: { color: 'yellow', text: 'Interrupted' },
  pass: { color: 'teal', text: 'Pass' },
  warn: { color: 'yellow', text: 'Warning' },
  fail: { color: 'red', text: 'Fail' },
  error: { color: 'red', text: 'Error' },
  skipped: { color: 'gray', text: 'Skipped' },
} as const;

type Status = HistoryEntry['outcome'] | CheckStatus;

/** The outcome of a run, or the status of a check. */
export function StatusBadge({ status }: { status: Status }) {
  const { color, text } = looks[status];
  return (
    <Badge variant={color === 'gray' ? 'default' : 'light'} color={color} tt="none" miw="max-content">
      {text}
    </Badge>
  );
}

/** A status in a word. */
export function statusText(status: Status): string {
  return looks[status].text;
}
