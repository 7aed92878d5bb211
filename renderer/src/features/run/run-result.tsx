import { Badge, Button, Group, Loader, Paper, Text, Title } from '@mantine/core';
import { IconCalendarStats, IconFolder } from '@tabler/icons-react';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatRate, formatSeconds } from '../../../../shared/format/quantity.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Reconciliation } from '../../components/reconciliation.tsx';
import { formatInstant } from '../../lib/format.ts';
import { goTo } from '../../lib/navigation-store.ts';
import { baseName } from '../../lib/paths.ts';
import { showInFolder } from '../../lib/show-in-folder.ts';
import { Outputs } from '../../results/outputs.tsx';
import { useFinishedRun } from '../../results/runs-query.ts';
import { showRun } from '../../results/shown-run.ts';

const verdicts = {
  pass: { color: 'teal', text: 'All checks passed' },
  warn: { color: 'yellow', text: 'Checks with warnings' },
  fail: { color: 'red', text: 'Checks failed' },
} as const;

/** What came of a run: where every line went, the verdict, the files. */
export function RunResult({ id, title }: { id: string; title: string }) {
  const { data: run, error } = useFinishedRun(id);
  if (error !== null) return <ErrorAlert title="The run cannot be read" message={error.message} />;
  if (run === undefined || run === null) return <Loader aria-label="Reading the run" />;
  const { manifest, report, folder } = run;
  const { color, text } = verdicts[report.status];
  const firstInput = manifest.inputs[0]?.path;
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="md">
        <Group gap="sm">
          <Title order={2} size="h5">
            {title}
          </Title>
          <Badge variant="light" color={color} tt="none">
            {text}
          </Badge>
          <Text size="sm" c="dimmed">
            {firstInput !== undefined && `${baseName(firstInput)}${moreText(manifest.inputs.length - 1)}, `}
            {formatInstant(manifest.finished_at)}, {formatSeconds(manifest.metrics.processing_time_seconds)},{' '}
            {formatRate(manifest.metrics.throughput, 'lines')}
          </Text>
        </Group>
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => showInFolder(folder)}
          >
            Show in folder
          </Button>
          <Button
            size="compact-sm"
            leftSection={<IconCalendarStats size={16} aria-hidden />}
            onClick={() => {
              // It is the latest: so it stays, until there is a later one.
              showRun(null);
              goTo('daily');
            }}
          >
            Read the results
          </Button>
        </Group>
      </Group>
      <Reconciliation numbers={manifest.reconciliation} />
      <Outputs outputs={manifest.outputs} />
    </Paper>
  );
}

function moreText(more: number): string {
  return more > 0 ? ` and ${formatCount(more, 'more file')}` : '';
}
