import { Button } from '@mantine/core';
import { formatIssue } from '../../../shared/config/config-issue.ts';
import { ErrorAlert } from '../components/error-alert.tsx';
import { goTo } from '../lib/navigation-store.ts';
import { useRules } from './rules-store.ts';

/** Why no run can start, where the rules have faults; nothing otherwise. */
export function RulesFaults() {
  const issues = useRules((state) => state.issues);
  if (issues.length === 0) return null;
  return (
    <ErrorAlert title="The rules have faults" message={issues.map(formatIssue).join('\n')}>
      <Button variant="default" size="compact-sm" mt="sm" onClick={() => goTo('rules')}>
        Mend the rules
      </Button>
    </ErrorAlert>
  );
}
