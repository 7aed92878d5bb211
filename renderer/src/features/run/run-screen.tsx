import { Button, SimpleGrid, Stack } from '@mantine/core';
import { IconFolderOpen, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Screen } from '../../components/screen.tsx';
import { goTo } from '../../lib/navigation-store.ts';
import { useRuns } from '../../results/runs-query.ts';
import { useDataset } from '../../setup/dataset-query.ts';
import { RulesFaults } from '../../setup/rules-faults.tsx';
import { useRules } from '../../setup/rules-store.ts';
import { LogView } from './log-view.tsx';
import { RunPlan } from './run-plan.tsx';
import { RunResult } from './run-result.tsx';
import { isActive, type RunState } from './run-state.ts';
import { askToCancel, useRun } from './run-store.ts';
import { StageList } from './stage-list.tsx';
import { startRun } from './start-run.ts';

/** Start a run, watch it, read what came of it. */
export function RunScreen() {
  const { run, startFailure, isStarting } = useRun();
  const { dataset } = useDataset();
  const { data: runs } = useRuns();
  const hasSources = dataset.files.length > 0;
  const lastRun = runs?.[0];
  return (
    <Screen
      title="Run"
      lead="Clean the events, check them, and compute daily metrics and cohorts."
      actions={<RunActions run={run} hasSources={hasSources} isStarting={isStarting} />}
    >
      <RulesFaults />
      {startFailure !== null && <ErrorAlert title="The run could not start" message={startFailure.message} />}
      {run?.failure != null && run.status === 'failed' && (
        <ErrorAlert title="The run failed" message={run.failure.message} />
      )}
      {run?.status === 'cancelled' && (
        <ErrorAlert color="yellow" title="The run was cancelled" message="Nothing was written." />
      )}
      {run === null && !hasSources && lastRun === undefined ? (
        <EmptyState
          icon={IconFolderOpen}
          title="Nothing to run yet"
          actions={<Button onClick={() => goTo('sources')}>Choose sources</Button>}
        >
          Choose event logs first; then one press turns them into metrics.
        </EmptyState>
      ) : (
        <Stack gap="lg" flex={1}>
          {hasSources && !(run !== null && isActive(run)) && <RunPlan files={dataset.files} />}
          {run?.status === 'finished' && <RunResult id={run.jobId} title="Result" />}
          {run === null && lastRun !== undefined && <RunResult id={lastRun.id} title="Last run" />}
          {run !== null && (
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ flex: 1 }}>
              <StageList run={run} />
              <LogView logFile={run.logFile} />
            </SimpleGrid>
          )}
        </Stack>
      )}
    </Screen>
  );
}

type RunActionsProps = { run: RunState | null; hasSources: boolean; isStarting: boolean };

function RunActions({ run, hasSources, isStarting }: RunActionsProps) {
  const hasFaults = useRules(({ issues }) => issues.length > 0);
  if (run !== null && isActive(run)) {
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={18} aria-hidden />}
        loading={run.status === 'cancelling'}
        onClick={askToCancel}
      >
        Cancel run
      </Button>
    );
  }
  if (!hasSources) return null;
  return (
    <Button
      leftSection={<IconPlayerPlay size={18} aria-hidden />}
      loading={isStarting}
      disabled={hasFaults}
      onClick={() => void startRun()}
    >
      Start run
    </Button>
  );
}
