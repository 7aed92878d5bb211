import { Group, Text } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { Verdict } from './verdicts.ts';

/** How the last run stands with a rule as it is set now. */
export function VerdictLine({ rule, verdict }: { rule: string; verdict: Verdict }) {
  return (
    <Group
      gap="xs"
      wrap="nowrap"
      align="flex-start"
      role="group"
      aria-label={`Verdict on ${rule}`}
      data-status={verdict.status}
    >
      <StatusBadge status={verdict.status} />
      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
        {verdict.message}
        {verdict.others > 0 && ` And ${formatCount(verdict.others, 'more column')}.`}
      </Text>
    </Group>
  );
}
