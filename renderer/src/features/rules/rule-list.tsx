import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ConfigKey, configKeys, valueAt } from '../../../../shared/config/config-keys.ts';
import { evaluateChecks } from '../../../../shared/quality/evaluate-checks.ts';
import { ruleKinds } from '../../setup/rule/rule-kinds.ts';
import { RuleRow } from '../../setup/rule/rule-row.tsx';
import { verdictOf } from '../../setup/rule/verdicts.ts';
import { useRules } from '../../setup/rules-store.ts';
import type { Basis } from './basis.ts';

type Group = { title: string; description: string; keys: readonly ConfigKey[] };

const titles = new Map([
  ['quality_checks', 'Quality checks'],
  ['aggregation', 'Aggregation'],
  ['ingest', 'Ingest'],
]);

const groups: readonly Group[] = [
  ...configKeys.flatMap(({ path: [name], description, isSection }): Group[] => {
    const title = titles.get(name);
    const keys = configKeys.filter(({ path }) => path.length === 2 && path[0] === name);
    return isSection && title !== undefined ? [{ title, description, keys }] : [];
  }),
  {
    title: 'Strict mode',
    description: 'How findings are taken.',
    keys: configKeys.filter(({ path }) => path[0] === 'strict_mode'),
  },
];

/** Every rule as a control, each with its verdict on what was measured, judged anew at every change. */
export function RuleList({ basis }: { basis: Basis | null }) {
  const config = useRules((state) => state.config);
  const hasFaults = useRules(({ issues }) => issues.length > 0);
  const measured = basis?.measured ?? null;
  const results = basis === null ? [] : evaluateChecks(basis.measured, config);
  const judged = results.filter(({ id }) => basis?.checks?.includes(id) ?? true);
  return (
    <Stack gap="md">
      {groups.map(({ title, description, keys }) => (
        <Paper key={title} withBorder p="md" component="section" aria-label={title}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            {description}
          </Text>
          <Stack gap="lg">
            {keys.map((rule) => {
              const kind = ruleKinds.get(rule.path.join('.'));
              if (kind === undefined) return null;
              const verdict = verdictOf(rule.path.join('.'), judged);
              const value = valueAt(config, rule.path);
              const shown = { rule, kind, value, verdict, measured };
              return <RuleRow key={rule.path.join('.')} {...shown} disabled={hasFaults} />;
            })}
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}
