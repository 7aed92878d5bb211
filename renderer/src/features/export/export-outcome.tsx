import { Button, Group, Paper, Table, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconFolder } from '@tabler/icons-react';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import type { ExportState } from '../../lib/jobs/export-state.ts';
import { showInFolder } from '../../lib/show-in-folder.ts';

/** What came of an export: the files, or why there are none. */
export function ExportOutcome({ job }: { job: ExportState }) {
  if (job.status === 'failed' && job.failure !== null)
    return <ErrorAlert title="The export failed" message={job.failure.message} />;
  if (job.status === 'cancelled')
    return (
      <ErrorAlert
        color="yellow"
        title="The export was cancelled"
        message="Nothing was written or replaced."
      />
    );
  return job.status === 'finished' ? <Written job={job} /> : null;
}

function Written({ job: { begun, result } }: { job: ExportState }) {
  const { folder } = begun;
  const written = result?.written ?? [];
  const total = written.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <Paper withBorder p="md" component="section" aria-label="Exported">
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Group gap="xs" wrap="nowrap">
          <IconCircleCheck size={22} color="var(--mantine-color-teal-6)" aria-hidden />
          <Title order={2} size="h5">
            Exported
          </Title>
          <Text size="sm" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
            {formatBytes(total)}
          </Text>
        </Group>
        <Button
          variant="default"
          size="compact-sm"
          style={{ flexShrink: 0 }}
          leftSection={<IconFolder size={16} aria-hidden />}
          onClick={() => showInFolder(written[0]?.path ?? folder)}
        >
          Show in folder
        </Button>
      </Group>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {folder}
      </Text>
      <Table verticalSpacing={6} mt="xs" aria-label="Written files">
        <Table.Tbody>
          {written.map(({ name, kind, bytes, files }) => (
            <Table.Tr key={name}>
              <Table.Td>{kind === 'folder' ? `${name}/` : name}</Table.Td>
              <Table.Td>{kind === 'folder' ? formatCount(files, 'file') : ''}</Table.Td>
              <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>
                {formatBytes(bytes)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
