import { Stack } from '@mantine/core';
import { configKeys, valueAt } from '../../../../shared/config/config-keys.ts';
import type { Measured } from '../../../../shared/quality/measured.ts';
import { ruleKinds } from '../../setup/rule/rule-kinds.ts';
import { RuleRow } from '../../setup/rule/rule-row.tsx';
import { useRules } from '../../setup/rules-store.ts';

type CheckRulesProps = {
  /** Keys of the configuration, `section.name`. */
  keys: readonly string[];
  measured: Measured;
};

/** The rules a check is judged by, as they stand under Rules: moved here, they move there. */
export function CheckRules({ keys, measured }: CheckRulesProps) {
  const config = useRules((state) => state.config);
  const hasFaults = useRules(({ issues }) => issues.length > 0);
  return (
    <Stack gap="md" maw={620}>
      {configKeys.map((rule) => {
        const key = rule.path.join('.');
        const kind = ruleKinds.get(key);
        if (kind === undefined || !keys.includes(key)) return null;
        const shown = { rule, kind, value: valueAt(config, rule.path), verdict: null, measured };
        return <RuleRow key={key} {...shown} disabled={hasFaults} />;
      })}
    </Stack>
  );
}
