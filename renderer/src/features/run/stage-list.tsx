import { Group, Loader, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconCircleDashed, IconMinus, IconX } from '@tabler/icons-react';
import { formatProgress } from '../../../../shared/format/number.ts';
import { formatSeconds } from '../../../../shared/format/quantity.ts';
import { type Stage, stages } from '../../../../shared/run/progress.ts';
import { stageLabels } from '../../../../shared/run/stage-labels.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { isActive, type RunState, type StageState } from './run-state.ts';
import { amountText, rateText, shareOf, timeLeftText } from './stage-text.ts';

/** The stages of a run: where it is, how long each took, and how much went through. */
export function StageList({ run }: { run: RunState }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="sm">
        Stages
      </Title>
      <Stack gap={4} component="ol" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Stages">
        {stages.map((stage) => (
          <StageRow key={stage} stage={stage} state={run.stages[stage]} outcome={outcomeOf(run, stage)} />
        ))}
      </Stack>
    </Paper>
  );
}

type Outcome = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

function outcomeOf(run: RunState, stage: Stage): Outcome {
  if (run.stages[stage] === undefined) return 'waiting';
  if (stage !== run.stage) return 'done';
  if (isActive(run)) return 'running';
  return run.status === 'finished' ? 'done' : run.status === 'failed' ? 'failed' : 'stopped';
}

const spoken = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  stopped: 'stopped',
} as const;

type StageRowProps = { stage: Stage; state: StageState | undefined; outcome: Outcome };

function StageRow({ stage, state, outcome }: StageRowProps) {
  const label = stageLabels[stage];
  const share = state === undefined ? null : shareOf(state.progress);
  const facts =
    state !== undefined && outcome === 'running'
      ? [share !== null && formatProgress(share), rateText(state.progress), timeLeftText(state.progress)]
      : state !== undefined
        ? [amountText(state.progress), timeText(state)]
        : [];
  return (
    <li aria-label={`${label}: ${spoken[outcome]}`} data-state={outcome}>
      <Group gap="sm" wrap="nowrap" mih={34}>
        <OutcomeIcon outcome={outcome} />
        <Text
          size="sm"
          fw={outcome === 'running' ? 600 : 400}
          {...(outcome === 'waiting' ? { c: 'dimmed' } : {})}
          w={160}
        >
          {label}
        </Text>
        {outcome === 'running' ? (
          <ProgressLine label={label} share={share} size="sm" />
        ) : (
          <div style={{ flex: 1 }} />
        )}
        <Text size="sm" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
          {facts.filter(Boolean).join(' · ')}
        </Text>
      </Group>
    </li>
  );
}

function timeText({ startedAtMs, endedAtMs }: StageState): string {
  return endedAtMs === null ? '' : formatSeconds((endedAtMs - startedAtMs) / 1000);
}

function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  if (outcome === 'running') return <Loader size={22} aria-hidden />;
  const { icon: Icon, color } = {
    waiting: { icon: IconCircleDashed, color: 'gray' },
    done: { icon: IconCheck, color: 'teal' },
    failed: { icon: IconX, color: 'red' },
    stopped: { icon: IconMinus, color: 'yellow' },
  }[outcome];
  return (
    <ThemeIcon size={22} radius="xl" variant={outcome === 'waiting' ? 'transparent' : 'light'} color={color}>
      <Icon size={14} aria-hidden />
    </ThemeIcon>
  );
}
