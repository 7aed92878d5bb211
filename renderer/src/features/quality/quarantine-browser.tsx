import { Center, Grid, Group, Loader, Paper, Select, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { QuarantineCounts } from '../../../../shared/ipc/quality.ts';
import { qualityDefinitions } from '../../../../shared/quality/check-definitions.ts';
import { quarantineSql } from '../../../../shared/quality/run-sql.ts';
import { Definition } from '../../components/definition.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { CountBars } from './count-bars.tsx';
import { QuarantineRows } from './quarantine-rows.tsx';
import { useQuarantineCounts } from './use-quarantine.ts';

const typingMs = 250;

/** The lines a run put aside: why, where they stood, and what they hold. */
export function QuarantineBrowser({ runId }: { runId: string }) {
  const { data, error } = useQuarantineCounts(runId);
  if (error !== null) return <ErrorAlert title="The quarantine cannot be read" message={error.message} />;
  if (data === undefined)
    return (
      <Center mih={300}>
        <Loader aria-label="Reading the quarantine" />
      </Center>
    );
  if (data.reasons.length === 0)
    return (
      <EmptyState icon={IconCircleCheck} title="Nothing was put aside">
        Every line of this run is an event, once, or blank.
      </EmptyState>
    );
  return <Browser runId={runId} counts={data} />;
}

function Browser({ runId, counts: { reasons, files } }: { runId: string; counts: QuarantineCounts }) {
  const [reason, setReason] = useState<string | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, typingMs);
  const total = reasons.reduce((sum, { lines }) => sum + lines, 0);
  return (
    <Stack gap="md">
      <Paper withBorder p="md" component="section" aria-label="Reasons">
        <Group gap={4} mb="xs">
          <Title order={2} size="h5">
            {formatCount(total, 'line')} in quarantine
          </Title>
          <Definition of={qualityDefinitions.quarantine} sql={quarantineSql} />
        </Group>
        <CountBars
          label="Reasons"
          items={reasons.map(({ reason: name, lines }) => ({ name, count: lines }))}
          total={total}
          chosen={reason}
          onChoose={setReason}
        />
      </Paper>
      <Grid gap="sm">
        <Grid.Col span="auto">
          <TextInput
            aria-label="Search the quarantine"
            placeholder="Search text and detail"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value.slice(0, 1000))}
          />
        </Grid.Col>
        {files.length > 1 && (
          <Grid.Col span={5}>
            <Select
              aria-label="Input"
              placeholder={`All ${formatNumber(files.length)} inputs`}
              clearable
              searchable
              limit={200}
              value={file}
              data={files.map(({ file: path, lines }) => ({
                value: path,
                label: `${path} (${formatNumber(lines)})`,
              }))}
              onChange={setFile}
            />
          </Grid.Col>
        )}
      </Grid>
      {/* Another filter begins at its top. */}
      <QuarantineRows
        key={JSON.stringify([reason, file, search])}
        runId={runId}
        filter={{ reason, file, search }}
      />
    </Stack>
  );
}
