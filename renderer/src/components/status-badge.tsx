import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
} from '@tabler/icons-react';
import { visibleLine } from '../../../shared/format/visible-text.ts';

const looks = {
  finished: { color: 'teal', text: 'Finished', Icon: IconCircleCheck },
  failed: { color: 'red', text: 'Failed', Icon: IconCircleX },
  cancelled: { color: 'gray', text: 'Cancelled', Icon: IconCircleDashed },
  unreadable: { color: 'red', text: 'Cannot be read', Icon: IconCircleX },
  interrupted: { color: 'yellow', text: 'Cut off', Icon: IconAlertTriangle },
  pass: { color: 'teal', text: 'Pass', Icon: IconCircleCheck },
  warn: { color: 'yellow', text: 'Warning', Icon: IconAlertTriangle },
  fail: { color: 'red', text: 'Fail', Icon: IconCircleX },
  error: { color: 'red', text: 'Error', Icon: IconCircleX },
  skipped: { color: 'gray', text: 'Skipped', Icon: IconCircleDashed },
} as const;

type Look = { color: string; text: string; Icon: typeof IconHelpCircle };
const known: ReadonlyMap<string, Look> = new Map(Object.entries(looks));

/** The look of an outcome of a run, or of the status of a check; one of another version has its own word. */
function lookOf(status: string): Look {
  return known.get(status) ?? { color: 'gray', text: visibleLine(status), Icon: IconHelpCircle };
}

/** The word for a status. */
export function statusText(status: string): string {
  return lookOf(status).text;
}

/** A status by word, icon and colour. */
export function StatusBadge({ status, size = 'md' }: { status: string; size?: 'sm' | 'md' | 'lg' }) {
  const { color, text, Icon } = lookOf(status);
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
