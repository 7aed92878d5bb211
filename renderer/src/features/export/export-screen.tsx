import { Center, Grid, Loader, Stack } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ResultScreen } from '../../results/result-screen.tsx';
import { useExportChoices } from './export-choices.ts';
import { ExportOutcome } from './export-outcome.tsx';
import { useExportPlan } from './export-queries.ts';
import { ExportStart } from './export-start.tsx';
import { isActive } from './export-state.ts';
import { useExport } from './export-store.ts';
import { FormChoices } from './form-choices.tsx';
import { OutputList } from './output-list.tsx';

/** Saves the tables and files of a finished run to a folder of the user's own. */
export function ExportScreen() {
  return (
    <ResultScreen
      title="Export"
      lead="Save the tables and files of a run to a folder of your own."
      icon={IconFileExport}
    >
      {(run) => <ExportOf run={run} />}
    </ResultScreen>
  );
}

function ExportOf({ run }: { run: FinishedRun }) {
  const { outputs, form } = useExportChoices();
  const { job, startFailure, isStarting } = useExport();
  const plan = useExportPlan(run.id, form);
  if (plan.error !== null)
    return <ErrorAlert title="This run cannot be exported" message={plan.error.message} />;
  if (plan.data === undefined)
    return (
      <Center flex={1}>
        <Loader aria-label="Measuring the outputs" />
      </Center>
    );
  const chosen = plan.data.filter(({ output }) => outputs.includes(output));
  const isBusy = isStarting || (job !== null && isActive(job));
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack gap="lg">
          <OutputList plan={plan.data} chosen={outputs} isDisabled={isBusy} />
          {startFailure !== null && (
            <ErrorAlert title="The export could not start" message={startFailure.message} />
          )}
          {job !== null && <ExportOutcome job={job} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="lg">
          <FormChoices form={form} isDisabled={isBusy} />
          <ExportStart runId={run.id} form={form} chosen={chosen} isStale={plan.isPlaceholderData} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
