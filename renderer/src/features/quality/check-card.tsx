import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { CheckDefinition } from '../../../../shared/quality/check.ts';
import type { CheckResult } from '../../../../shared/quality/check-result.ts';
import type { Measured } from '../../../../shared/quality/measured.ts';
import { Definition } from '../../components/definition.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { CheckRules } from './check-rules.tsx';
import { SampleTable } from './sample-table.tsx';
import { ThresholdBar } from './threshold-bar.tsx';

type CheckCardProps = {
  definition: CheckDefinition;
  result: CheckResult;
  sql: string | undefined;
  measured: Measured;
  /** Whether its rules can be moved: only what the rules judge follows them. */
  canMove: boolean;
  /** More of the sentence. */
  also?: string;
  /** A further button. */
  more?: ReactNode;
};

/** A check: its status, what was measured against the threshold, in a sentence; its rows and its rules on request. */
export function CheckCard({ definition, result, sql, measured, canMove, also = '', more }: CheckCardProps) {
  const { label, keys } = definition;
  const [shown, setShown] = useState<'samples' | 'rules' | null>(null);
  const { samples } = result;
  const toggle = (part: 'samples' | 'rules') => setShown(shown === part ? null : part);
  const areRulesShown = shown === 'rules' && canMove;
  return (
    <Box component="section" aria-label={label} data-check={result.id} data-status={result.status} py="sm">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <Box w={100} pt={2}>
          <StatusBadge status={result.status} />
        </Box>
        <Stack gap={4} flex={1} miw={0}>
          <Group gap={4} wrap="nowrap">
            <Title order={2} size="h6">
              {label}
            </Title>
            <Definition of={definition} sql={sql} />
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {result.message}
            {also}
          </Text>
          <Group gap={4} ml={-8} mih={26}>
            {samples.length > 0 && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-expanded={shown === 'samples'}
                aria-label={`Sample rows (${samples.length}) of ${label}`}
                onClick={() => toggle('samples')}
              >
                Sample rows ({samples.length})
              </Button>
            )}
            {canMove && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-expanded={areRulesShown}
                aria-label={`Move threshold of ${label}`}
                onClick={() => toggle('rules')}
              >
                Move threshold
              </Button>
            )}
            {more}
          </Group>
        </Stack>
        <Box pt={6}>
          <ThresholdBar result={result} passes={definition.passes} />
        </Box>
      </Group>
      {shown === 'samples' && samples.length > 0 && (
        <Box mt="xs" ml={116}>
          <SampleTable label={label} rows={samples} />
        </Box>
      )}
      {areRulesShown && (
        <Box mt="xs" ml={116}>
          <CheckRules keys={keys} measured={measured} />
        </Box>
      )}
    </Box>
  );
}
