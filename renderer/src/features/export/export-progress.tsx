import { Button, Group, Stack, Text } from '@mantine/core';
import { formatProgress } from '../../../../shared/format/number.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { type ExportState, shareOf } from './export-state.ts';
import { cancelExport } from './export-store.ts';

/** The export under way, with the way out of it. */
export function ExportProgress({ job }: { job: ExportState }) {
  const { status, progress } = job;
  const share = shareOf(progress);
  return (
    <Stack gap="xs" role="status" aria-label="Current export">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={550} truncate>
          {labelOf(job)}
        </Text>
        <Text size="sm" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
          {share !== null && formatProgress(share)}
        </Text>
      </Group>
      <Group gap="md" wrap="nowrap">
        <ProgressLine label={labelOf(job)} share={share} />
        <Button
          variant="default"
          loading={status === 'cancelling'}
          onClick={() => void cancelExport()}
          style={{ flexShrink: 0 }}
        >
          Cancel export
        </Button>
      </Group>
    </Stack>
  );
}

function labelOf({ status, progress }: ExportState): string {
  if (status === 'cancelling') return 'Cancelling';
  if (progress === null) return 'Starting';
  return progress.name === null ? 'Putting the files in place' : `Writing ${progress.name}`;
}
