import { Button, Group, Text } from '@mantine/core';
import { formatProgress } from '../../../../shared/format/number.ts';
import { formatSeconds } from '../../../../shared/format/quantity.ts';
import { stages } from '../../../../shared/run/progress.ts';
import { stageLabels } from '../../../../shared/run/stage-labels.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { goTo } from '../../lib/navigation-store.ts';
import { isActive, type RunState } from './run-state.ts';
import { askToCancel, useRun } from './run-store.ts';
import { rateText, shareOf, timeLeftText } from './stage-text.ts';

const outcomes = { finished: 'Run finished', failed: 'Run failed', cancelled: 'Run cancelled' } as const;

/** The run at the foot of every screen. */
export function RunBar() {
  const run = useRun((state) => state.run);
  return (
    <Group h="100%" px="md" gap="md" wrap="nowrap" role="status" aria-label="Current run">
      {run === null ? (
        <Text size="sm" c="dimmed">
          No run yet
        </Text>
      ) : isActive(run) ? (
        <ActiveRun run={run} />
      ) : (
        <EndedRun run={run} />
      )}
    </Group>
  );
}

function ActiveRun({ run }: { run: RunState }) {
  const progress = run.stage === null ? undefined : run.stages[run.stage]?.progress;
  const share = progress === undefined ? null : shareOf(progress);
  const label =
    run.status === 'cancelling' ? 'Cancelling' : run.stage === null ? 'Starting' : stageLabels[run.stage];
  const step = run.stage === null ? '' : `${stages.indexOf(run.stage) + 1}/${stages.length}`;
  return (
    <>
      <Text size="sm" fw={550} w={190} truncate>
        {label}{' '}
        <Text span size="xs" c="dimmed" className="numeric">
          {step}
        </Text>
      </Text>
      <ProgressLine label={label} share={share} />
      <Text size="sm" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {progress !== undefined &&
          [share !== null && formatProgress(share), rateText(progress), timeLeftText(progress)]
            .filter(Boolean)
            .join(' · ')}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        disabled={run.status === 'cancelling'}
        onClick={askToCancel}
        style={{ flexShrink: 0 }}
      >
        Cancel
      </Button>
    </>
  );
}

function EndedRun({ run }: { run: RunState }) {
  if (run.status === 'running' || run.status === 'cancelling') return null;
  const seconds = ((run.endedAtMs ?? run.startedAtMs) - run.startedAtMs) / 1000;
  return (
    <>
      <Text size="sm" fw={550}>
        {outcomes[run.status]}
      </Text>
      <Text size="sm" c="dimmed" className="numeric">
        after {formatSeconds(seconds)}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={() => goTo('run')}>
        Show
      </Button>
    </>
  );
}
