import { Group, List, Loader, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatExactInstant } from '../../lib/format.ts';
import { Outputs } from '../../results/outputs.tsx';
import { useFinishedRun } from '../../results/runs-query.ts';
import { CheckTable } from './check-table.tsx';
import { RunActions } from './run-actions.tsx';
import { inputsText } from './run-name.ts';
import { EffectiveRules, WrittenRules } from './run-rules.tsx';
import { stageText } from './verdict-text.ts';

/** All there is to know of a run, and what can be done with it. */
export function RunDetails({ entry }: { entry: HistoryEntry }) {
  const { id, outcome, inputs, startedAt, result, failure } = entry;
  return (
    <Paper withBorder p="md" component="section" aria-label="Details of the run">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap="sm">
              <Title order={2} size="h5">
                {inputsText(inputs)}
              </Title>
              <StatusBadge status={outcome} />
            </Group>
            <Text size="sm" c="dimmed">
              Started {formatExactInstant(startedAt)}
              {result === null && `. ${stageText(entry)}`}
            </Text>
          </div>
          <RunActions entry={entry} />
        </Group>
        {outcome === 'failed' && failure !== null && (
          <ErrorAlert title={`The run failed (${failure.code})`} message={failure.message} />
        )}
        {outcome === 'cancelled' && (
          <ErrorAlert color="yellow" title="The run was cancelled" message="Nothing was written." />
        )}
        {outcome === 'interrupted' && (
          <ErrorAlert
            color="yellow"
            title="The run was cut off"
            message="The app was ended while it went on. Nothing was written; start the run again."
          />
        )}
        {result === null ? <Unfinished entry={entry} /> : <Finished id={id} inputs={inputs} />}
      </Stack>
    </Paper>
  );
}

function Unfinished({ entry: { id, inputs } }: { entry: HistoryEntry }) {
  return (
    <SimpleGrid cols={2} spacing="lg">
      <Inputs inputs={inputs} />
      <WrittenRules id={id} />
    </SimpleGrid>
  );
}

function Finished({ id, inputs }: { id: string; inputs: readonly string[] }) {
  const { data: run, error } = useFinishedRun(id);
  if (error !== null) return <ErrorAlert title="The run cannot be read" message={error.message} />;
  if (run == null) return <Loader aria-label="Reading the run" />;
  return <FinishedParts run={run} inputs={inputs} />;
}

function FinishedParts({ run, inputs }: { run: FinishedRun; inputs: readonly string[] }) {
  return (
    <>
      <SimpleGrid cols={2} spacing="lg">
        <Stack gap="md">
          <Inputs inputs={inputs} />
          <Outputs outputs={run.manifest.outputs} />
        </Stack>
        <EffectiveRules config={run.manifest.config} />
      </SimpleGrid>
      <CheckTable checks={run.report.checks} />
    </>
  );
}

function Inputs({ inputs }: { inputs: readonly string[] }) {
  return (
    <section aria-label="Inputs">
      <Title order={3} size="h6" mb={4}>
        Inputs
      </Title>
      <section
        aria-label="Inputs, scrolls"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        style={{ maxHeight: 160, overflow: 'auto' }}
      >
        <List size="sm" listStyleType="none">
          {inputs.map((path) => (
            <List.Item key={path} style={{ overflowWrap: 'anywhere' }}>
              {path}
            </List.Item>
          ))}
        </List>
      </section>
    </section>
  );
}
