import { Group, SegmentedControl, Text } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import { checkDefinition } from '../../../../shared/quality/check-definitions.ts';
import type { JudgedRun } from '../../../../shared/quality/judged-run.ts';
import { StatusBadge, statusText } from '../../components/status-badge.tsx';
import { RulesFaults } from '../../setup/rules-faults.tsx';
import type { Difference } from './use-judged-run.ts';

type JudgeBarProps = {
  judged: JudgedRun;
  differences: readonly Difference[];
  onJudgeBy: (judge: JudgedRun['judgedBy']) => void;
};

const toldDifferences = 3;

/** Whose verdict is shown, and how it differs from the run's own. */
export function JudgeBar({ judged, differences, onJudgeBy }: JudgeBarProps) {
  return (
    <>
      <RulesFaults />
      <Group gap="md" role="group" aria-label="Overall verdict" data-status={judged.status}>
        <StatusBadge status={judged.status} size="lg" />
        <SegmentedControl
          aria-label="Judged by"
          value={judged.judgedBy}
          data={[
            { value: 'rules', label: 'By the rules now' },
            { value: 'run', label: 'As the run judged' },
          ]}
          onChange={(value) => onJudgeBy(value === 'run' ? 'run' : 'rules')}
        />
        <Text size="sm" flex={1} miw={300} role="status" aria-label="Difference from the run">
          {differenceText(judged.judgedBy, differences)}
        </Text>
      </Group>
    </>
  );
}

function differenceText(judgedBy: JudgedRun['judgedBy'], differences: readonly Difference[]): string {
  if (differences.length === 0) return 'The rules now and the run judge every check alike.';
  const changes = differences.slice(0, toldDifferences).map(({ now, before }) => {
    const name = `${checkDefinition(now.id).label}${now.column === null ? '' : ` of ${now.column}`}`;
    return `${name}: ${statusText(before.status)} → ${statusText(now.status)}`;
  });
  const more = differences.length - changes.length;
  const list = `${changes.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
  const count = formatCount(differences.length, 'verdict');
  const verb = differences.length === 1 ? 'differs' : 'differ';
  return judgedBy === 'rules'
    ? `${count} ${verb} from the run's own (run → now). ${list}`
    : `By the rules now, ${count} would differ (run → now). ${list}`;
}
