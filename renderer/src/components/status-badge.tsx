import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { CheckStatus } from '../../../shared/quality/check-result.ts';

const looks = {
  pass: { color: 'teal', text: 'Pass', Icon: IconCircleCheck },
  warn: { color: 'yellow', text: 'Warning', Icon: IconAlertTriangle },
  fail: { color: 'red', text: 'Fail', Icon: IconCircleX },
  error: { color: 'red', text: 'Error', Icon: IconCircleX },
  skipped: { color: 'gray', text: 'Skipped', Icon: IconCircleDashed },
} as const;

/** The word for a status. */
export function statusText(status: CheckStatus): string {
  return looks[status].text;
}

/** A status by word, icon and colour. */
export function StatusBadge({ status, size = 'md' }: { status: CheckStatus; size?: 'sm' | 'md' | 'lg' }) {
  const { color, text, Icon } = looks[status];
  return (
    <Badge
      variant={color === 'gray' ? 'default' : 'light'}
      color={color}
      size={size}
      tt="none"
      style={{ flexShrink: 0 }}
      leftSection={<Icon size={14} aria-hidden />}
    >
      {text}
    </Badge>
  );
}
