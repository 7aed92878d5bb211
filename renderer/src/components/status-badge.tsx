import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { HistoryEntry } from '../../../shared/ipc/history.ts';
import type { CheckStatus } from '../../../shared/quality/check-result.ts';

const looks = {
  finished: { color: 'teal', text: 'Finished', Icon: IconCircleCheck },
  failed: { color: 'red', text: 'Failed', Icon: IconCircleX },
  cancelled: { color: 'gray', text: 'Cancelled', Icon: IconCircleDashed },
  interrupted: { color: 'yellow', text: 'Cut off', Icon: IconAlertTriangle },
  pass: { color: 'teal', text: 'Pass', Icon: IconCircleCheck },
  warn: { color: 'yellow', text: 'Warning', Icon: IconAlertTriangle },
  fail: { color: 'red', text: 'Fail', Icon: IconCircleX },
  error: { color: 'red', text: 'Error', Icon: IconCircleX },
  skipped: { color: 'gray', text: 'Skipped', Icon: IconCircleDashed },
} as const;

/** The outcome of a run, or the status of a check. */
type Status = HistoryEntry['outcome'] | CheckStatus;

/** The word for a status. */
export function statusText(status: Status): string {
  return looks[status].text;
}

/** A status by word, icon and colour. */
export function StatusBadge({ status, size = 'md' }: { status: Status; size?: 'sm' | 'md' | 'lg' }) {
  const { color, text, Icon } = looks[status];
  return (
    <Badge
      variant={color === 'gray' ? 'default' : 'light'}
      color={color}
      size={size}
      tt="none"
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {text}
    </Badge>
  );
}
