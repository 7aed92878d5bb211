import { Badge, Group, Text } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import type { Verdict } from './verdicts.ts';

const looks = {
  pass: { color: 'teal', text: 'Pass' },
  warn: { color: 'yellow', text: 'Warning' },
  fail: { color: 'red', text: 'Fail' },
  error: { color: 'red', text: 'Error' },
  skipped: { color: 'gray', text: 'Skipped' },
} as const;

/** How the last run stands with a rule as it is set now. */
export function VerdictLine({ rule, verdict }: { rule: string; verdict: Verdict }) {
  const { color, text } = looks[verdict.status];
  return (
    <Group
      gap="xs"
      wrap="nowrap"
      align="flex-start"
      role="group"
      aria-label={`Verdict on ${rule}`}
      data-status={verdict.status}
    >
      <Badge
        variant={color === 'gray' ? 'default' : 'light'}
        color={color}
        tt="none"
        style={{ flexShrink: 0 }}
      >
        {text}
      </Badge>
      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
        {verdict.message}
        {verdict.others > 0 && ` And ${formatCount(verdict.others, 'more column')}.`}
      </Text>
    </Group>
  );
}
