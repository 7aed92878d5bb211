import { Center, Loader, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import { formatSpan } from '../../../../shared/format/quantity.ts';
import type { Distributions } from '../../../../shared/ipc/quality.ts';
import { qualityDefinitions } from '../../../../shared/quality/check-definitions.ts';
import type { JudgedRun } from '../../../../shared/quality/judged-run.ts';
import { Definition } from '../../components/definition.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ask } from '../../lib/call.ts';
import { amountAxis, copiesAxis, dateAxis, edgeAxis } from './axes.ts';
import { CheckRules } from './check-rules.tsx';
import { CountBars } from './count-bars.tsx';
import { DistributionCard } from './distribution-card.tsx';

type PanelProps = { runId: string; judged: JudgedRun };

/** How duplicates, future timestamps and purchase amounts are spread; the thresholds can be moved beside them. */
export function DistributionsPanel({ runId, judged }: PanelProps) {
  const { data, error } = useQuery({
    queryKey: ['quality-distributions', runId],
    queryFn: ({ signal }) => ask(signal, (id) => window.api.quality.distributions({ runId }, id)),
  });
  if (error !== null) return <ErrorAlert title="The distributions cannot be read" message={error.message} />;
  if (data === undefined)
    return (
      <Center mih={300}>
        <Loader aria-label="Reading the distributions" />
      </Center>
    );
  const { duplicates, future, revenue } = data;
  const rules = (...keys: string[]) =>
    judged.judgedBy === 'rules' && <CheckRules keys={keys} measured={judged.measured} />;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Stack gap="xs">
        {future === null ? (
          <Nothing title={qualityDefinitions.secondsAhead.label}>No event is dated after the run.</Nothing>
        ) : (
          <Future future={future} judged={judged} />
        )}
        {rules('quality_checks.max_future_days')}
      </Stack>
      <Stack gap="xs">
        {revenue === null ? (
          <Nothing title={qualityDefinitions.amounts.label}>
            No {judged.manifest.config.aggregation.purchase_event_type} event carries{' '}
            {judged.manifest.config.aggregation.revenue_property} as a number.
          </Nothing>
        ) : (
          <Revenue revenue={revenue} judged={judged} />
        )}
        {rules('aggregation.max_revenue_per_event')}
      </Stack>
      {duplicates === null ? (
        <Nothing title={qualityDefinitions.copies.label}>Every event came once.</Nothing>
      ) : (
        <Duplicates duplicates={duplicates} />
      )}
    </SimpleGrid>
  );
}

function Future({ future, judged }: { future: NonNullable<Distributions['future']>; judged: JudgedRun }) {
  const axis = edgeAxis(future.seconds, formatSpan);
  const days = judged.config.quality_checks.max_future_days;
  return (
    <DistributionCard
      definition={qualityDefinitions.secondsAhead}
      sql={future.sql}
      axis={axis}
      mark={{ at: axis.place(days * 86_400), label: `limit ${formatCount(days, 'day')}` }}
      note={`${formatCount(sum(future.seconds), 'event')} dated after the run. Bars span lengths of time that grow.`}
    />
  );
}

function Revenue({ revenue, judged }: { revenue: NonNullable<Distributions['revenue']>; judged: JudgedRun }) {
  const axis = amountAxis(revenue);
  const limit = judged.config.aggregation.max_revenue_per_event;
  const isBeyond = limit > revenue.greatest;
  return (
    <DistributionCard
      definition={qualityDefinitions.amounts}
      sql={revenue.sql}
      axis={axis}
      mark={{
        at: isBeyond ? 1 : axis.place(limit),
        label: `limit ${formatNumber(limit)}${isBeyond ? ', above all amounts' : ''}`,
      }}
      note={`${formatCount(revenue.purchases, 'purchase')} from ${formatNumber(revenue.least)} to ${formatNumber(revenue.greatest)}, median ${formatNumber(revenue.median)}${revenue.scale === 'log' ? '; amounts on a logarithmic scale' : ''}.`}
    />
  );
}

function Duplicates({ duplicates }: { duplicates: NonNullable<Distributions['duplicates']> }) {
  const { copies, dates, grain, files, sql } = duplicates;
  const removed = files.reduce((total, { count }) => total + count, 0);
  return (
    <>
      <DistributionCard
        definition={qualityDefinitions.copies}
        sql={sql}
        axis={copiesAxis(copies)}
        note={`${formatCount(sum(copies), 'event')} came more than once.`}
      />
      <DistributionCard
        definition={qualityDefinitions.duplicateDates}
        sql={sql}
        axis={dateAxis(duplicates)}
        note={`${formatNumber(sum(dates))} removed, by ${grain} of the first occurrence.`}
      />
      {files.length > 1 && (
        <Paper withBorder p="md" component="section" aria-label={qualityDefinitions.duplicateFiles.label}>
          <Title order={2} size="h5" mb="xs">
            {qualityDefinitions.duplicateFiles.label} <Definition of={qualityDefinitions.duplicateFiles} />
          </Title>
          <CountBars
            label={qualityDefinitions.duplicateFiles.label}
            items={files.map(({ file, count }) => ({ name: file, count }))}
            total={removed}
          />
        </Paper>
      )}
    </>
  );
}

function Nothing({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mt="xs">
        {children}
      </Text>
    </Paper>
  );
}

function sum(counted: readonly { count: number }[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}
