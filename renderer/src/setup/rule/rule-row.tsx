import { Button, Group, Stack, Text } from '@mantine/core';
import { type ConfigKey, defaultOf } from '../../../../shared/config/config-keys.ts';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { Measured } from '../../../../shared/quality/measured.ts';
import { setValue } from '../rules-store.ts';
import { RuleControl } from './rule-control.tsx';
import type { RuleKind } from './rule-kinds.ts';
import { VerdictLine } from './verdict-line.tsx';
import type { Verdict } from './verdicts.ts';

type RuleRowProps = {
  rule: ConfigKey;
  kind: RuleKind;
  value: unknown;
  disabled: boolean;
  verdict: Verdict | null;
  measured: Measured | null;
};

/** One rule: what it is called and means, its default, its control, and how the last run stands with it. */
export function RuleRow({ rule, kind, value, disabled, verdict, measured }: RuleRowProps) {
  const name = rule.path.at(-1) ?? '';
  const descriptionId = `rule-${rule.path.join('-')}`;
  const initial = defaultOf(rule);
  const isChanged = JSON.stringify(value) !== JSON.stringify(initial);
  return (
    <Stack gap={6} data-rule={name}>
      <Group justify="space-between" wrap="nowrap" mih={26}>
        <Text size="sm" fw={600} ff="monospace">
          {name}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" c="dimmed" truncate maw={240}>
            Default {defaultText(initial)}
          </Text>
          {isChanged && (
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={disabled}
              aria-label={`Reset ${name} to its default`}
              onClick={() => setValue(rule.path, initial)}
            >
              Reset
            </Button>
          )}
        </Group>
      </Group>
      <Text size="xs" c="dimmed" id={descriptionId}>
        {rule.description}
      </Text>
      <RuleControl
        kind={kind}
        name={name}
        descriptionId={descriptionId}
        value={value}
        disabled={disabled}
        onChange={(next) => setValue(rule.path, next)}
        verdict={verdict}
        measured={measured}
      />
      {verdict !== null && <VerdictLine rule={name} verdict={verdict} />}
    </Stack>
  );
}

function defaultText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
