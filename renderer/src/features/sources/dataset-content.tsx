import { Badge, Button, Group, Paper, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { Content, Preview, Profile } from '../../../../shared/ipc/dataset.ts';
import { stageLabels } from '../../../../shared/run/stage-labels.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Reconciliation } from '../../components/reconciliation.tsx';
import { SaveCsvButton } from '../../components/save-csv-button.tsx';
import { failureOf } from '../../lib/call.ts';
import type { TableData } from '../../lib/csv.ts';
import { EventTypes } from './event-types.tsx';
import { FieldTable } from './field-table.tsx';
import { type useInspection, useProfileProgress } from './inspection-query.ts';
import { PreviewTable } from './preview-table.tsx';
import { ProblemLines } from './problem-lines.tsx';

type Inspected = ReturnType<typeof useInspection>;

/** What is in the sources: where the lines go, the first events, event types, fields, and lines that are no events. */
export function DatasetContent({ inspection }: { inspection: Inspected }) {
  const { preview, profile } = inspection;
  const failure = profile.error ?? preview.error;
  const content = profile.data?.content ?? preview.data?.content;
  if (failure !== null && content === undefined)
    return <ErrorAlert title="The sources could not be looked into" message={failure.message} />;
  if (content === undefined)
    return <Skeleton height={420} role="status" aria-label="Looking into the sources" />;
  return (
    <>
      <Totals inspection={inspection} />
      {content.lines > 0 && <Details content={content} preview={preview.data} profile={profile.data} />}
    </>
  );
}

/** The five numbers a run would report; until they are known, how far the reading is. */
function Totals({ inspection }: { inspection: Inspected }) {
  const content = inspection.profile.data?.content;
  return (
    <Paper withBorder p="md" component="section" aria-label="Content">
      <Group justify="space-between" wrap="nowrap" mih={60}>
        {content === undefined ? (
          <Reading inspection={inspection} />
        ) : (
          <>
            <Reconciliation
              numbers={{
                lines: content.lines,
                events_cleaned: content.events,
                events_rejected: content.rejected,
                duplicates_removed: content.duplicates,
                blank_lines: content.blank,
              }}
            />
            <Badge variant="light" color="teal" tt="none" style={{ flexShrink: 0 }}>
              Exact: every line was read
            </Badge>
          </>
        )}
      </Group>
    </Paper>
  );
}

function Reading({ inspection: { preview, profile, isRunActive } }: { inspection: Inspected }) {
  const progress = useProfileProgress((state) => state.progress);
  const { error, refetch } = profile;
  const hasStopped = error !== null && !profile.isFetching;
  const share =
    progress?.total == null || progress.total === 0 || progress.done === 0
      ? null
      : progress.done / progress.total;
  const doing = progress === null ? 'Reading everything' : stageLabels[progress.stage];
  return (
    <>
      <div style={{ flex: 1 }}>
        <Text fw={600}>{preview.data === undefined ? 'Looking…' : sampleText(preview.data)}</Text>
        <Text size="sm" c="dimmed">
          {isRunActive
            ? 'Everything is read once the run has ended.'
            : hasStopped
              ? stoppedText(error)
              : 'The counts below are of this sample, until everything is read.'}
        </Text>
      </div>
      {hasStopped ? (
        <Button variant="default" size="compact-sm" onClick={() => void refetch()}>
          Read everything
        </Button>
      ) : (
        !isRunActive && (
          <Group gap="sm" wrap="nowrap" w={420} role="status" aria-label="Profile">
            <Text size="sm" className="numeric" style={{ whiteSpace: 'nowrap' }}>
              {doing}
              {share !== null && `, ${Math.floor(share * 100)}%`}
            </Text>
            <ProgressLine label={doing} share={share} />
          </Group>
        )
      )}
    </>
  );
}

function stoppedText(error: Error): string {
  const { code, message } = failureOf(error);
  return code === 'CANCELLED' ? 'Reading everything was stopped.' : message;
}

function sampleText({ content, sampledFiles }: Preview): string {
  if (content.lines === 0) return 'No line found so far';
  const lines = formatNumber(content.lines);
  return sampledFiles === 1
    ? `Sample: first ${lines} lines`
    : `Sample: ${lines} lines from the beginnings of ${formatCount(sampledFiles, 'file')}`;
}

type DetailsProps = { content: Content; preview: Preview | undefined; profile: Profile | undefined };

function Details({ content, preview, profile }: DetailsProps) {
  const basis = profile === undefined ? ' in the sample' : '';
  return (
    <>
      {preview !== undefined && preview.rows.length > 0 && (
        <Section title="First events" note="In input order, properties flattened.">
          <PreviewTable rows={preview.rows} fields={preview.content.fields} />
        </Section>
      )}
      {content.events > 0 && (
        <SimpleGrid cols={{ base: 1, xl: 2 }} spacing="lg">
          <Section
            title="Event types"
            note={`${formatCount(content.events, 'event')}${basis}.`}
            table={() => ({
              header: ['event_type', 'events', 'share'],
              rows: content.eventTypes.map(({ eventType, events }) => [
                eventType,
                events,
                events / content.events,
              ]),
            })}
          >
            <EventTypes
              types={content.eventTypes}
              events={content.events}
              isComplete={content.areEventTypesComplete}
            />
          </Section>
          <Section
            title="Fields"
            note={`${formatCount(content.fields.length, 'field')}${basis}.`}
            table={() => ({
              header: ['field', 'type', 'nulls', 'null_share', 'distinct_values'],
              rows: content.fields.map(({ key, type, nulls, distinct }) => [
                key,
                type,
                nulls,
                nulls / content.events,
                distinct,
              ]),
            })}
          >
            <FieldTable fields={content.fields} events={content.events} />
          </Section>
        </SimpleGrid>
      )}
      {profile !== undefined && profile.problemLines.length > 0 && (
        <Section
          title="Problem lines"
          note={
            content.rejected + content.duplicates > profile.problemLines.length
              ? `The first ${formatNumber(profile.problemLines.length)} of ${formatNumber(content.rejected + content.duplicates)}.`
              : 'A run puts these aside.'
          }
        >
          <ProblemLines lines={profile.problemLines} />
        </Section>
      )}
    </>
  );
}

type SectionProps = {
  title: string;
  note: string;
  /** The figures of the section, where it has some to keep. */
  table?: () => TableData;
  children: ReactNode;
};

function Section({ title, note, table, children }: SectionProps) {
  return (
    <Paper withBorder component="section" aria-label={title} style={{ overflow: 'hidden', minWidth: 0 }}>
      <Group gap="sm" px="md" py="xs" align="baseline">
        <Title order={2} size="h5">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {note}
        </Text>
        {table !== undefined && (
          <div style={{ marginLeft: 'auto' }}>
            <SaveCsvButton name={title} table={table} />
          </div>
        )}
      </Group>
      {children}
    </Paper>
  );
}
