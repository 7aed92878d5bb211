import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { ExportForm, ExportPlan, ExportTarget } from '../../../../shared/ipc/export.ts';
import { outputsOfAnotherRun } from '../../../../shared/run/outputs-of-another-run.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { failureOfCall } from '../../lib/call.ts';
import type { ExportState } from '../../lib/jobs/export-state.ts';
import { startExport, useExport } from '../../lib/jobs/export-store.ts';
import { isActive } from '../../lib/jobs/job-state.ts';
import { isBusy } from '../../lib/jobs/job-store.ts';
import { ExportProgress } from './export-progress.tsx';
import { lookAtTarget, useExportFolder, useExportTarget } from './export-queries.ts';
import { FolderChoice } from './folder-choice.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { ReplacedList } from './replaced-list.tsx';

type ExportStartProps = { runId: string; form: ExportForm; chosen: ExportPlan; isStale: boolean };

/** Where it goes, what will be written and replaced there, and the button. */
export function ExportStart({ runId, form, chosen, isStale }: ExportStartProps) {
  const { job, isStarting } = useExport();
  const isUnderWay = useExport(isBusy);
  const folder = useExportFolder();
  const target = useExportTarget(folder);
  const [asked, setAsked] = useState<ExportTarget['existing'] | null>(null);

  const start = (replaced: ExportTarget['existing']) => {
    setAsked(null);
    if (folder === null) return;
    const outputs = chosen.map(({ output }) => output);
    void startExport({ runId, form, outputs, folder, replace: replaced.map(({ name }) => name) });
  };
  const ask = async () => {
    if (folder === null) return;
    try {
      // Looked at anew: what is agreed to is what is there now.
      const replaced = replacedBy(runId, chosen, await lookAtTarget(folder));
      if (replaced.length > 0) setAsked(replaced);
      else start([]);
    } catch (error) {
      useExport.setState({ startFailure: failureOfCall(error) });
    }
  };

  // What was there when the folder could last be read says nothing any more.
  const found = target.error === null ? (target.data ?? null) : null;
  const replaced = replacedBy(runId, chosen, found);
  return (
    <Paper withBorder p="md" component="section" aria-label="Target">
      <Title order={2} size="h5" mb="sm">
        Where
      </Title>
      <Stack gap="md">
        <FolderChoice folder={folder} isDisabled={isUnderWay} />
        {target.error !== null && (
          <ErrorAlert title="Nothing can be exported to this folder" message={target.error.message} />
        )}
        {!isUnderWay && replaced.length > 0 && !isJustWritten(job, folder, replaced) && (
          <Alert
            role="status"
            color="yellow"
            title={`${formatCount(replaced.length, 'output')} will be replaced or removed`}
            icon={<IconAlertTriangle aria-hidden />}
          >
            <ReplacedList entries={replaced} />
          </Alert>
        )}
        {job !== null && isActive(job) ? (
          <ExportProgress job={job} />
        ) : (
          <Group justify="space-between" wrap="nowrap">
            <Summary chosen={chosen} freeBytes={found?.freeBytes ?? null} />
            <Button
              style={{ flexShrink: 0 }}
              leftSection={<IconFileExport size={18} aria-hidden />}
              disabled={folder === null || chosen.length === 0 || isStale || target.error !== null}
              loading={isStarting}
              onClick={() => void ask()}
            >
              {replaced.length > 0 ? 'Export…' : 'Export'}
            </Button>
          </Group>
        )}
      </Stack>
      <ReplaceDialog
        folder={folder ?? ''}
        entries={asked}
        onReplace={() => start(asked ?? [])}
        onClose={() => setAsked(null)}
      />
    </Paper>
  );
}

/** Whether all of it is what the last export wrote: right after it, a warning would read as a failure. */
function isJustWritten(
  job: ExportState | null,
  folder: string | null,
  entries: ExportTarget['existing'],
): boolean {
  if (job?.status !== 'finished' || job.begun.folder !== folder) return false;
  const written = (job.result?.written ?? []).map(({ name }) => name);
  return entries.every(({ name }) => written.includes(name));
}

/** What of the folder the chosen outputs would replace, and what of another run would go with that. */
function replacedBy(
  runId: string,
  chosen: ExportPlan,
  target: ExportTarget | null,
): ExportTarget['existing'] {
  if (target === null) return [];
  const names = chosen.map(({ name }) => name);
  const replaced = target.existing.filter(({ name }) => names.includes(name));
  return [...replaced, ...outputsOfAnotherRun(target.existing, names, target.runId === runId)];
}

function Summary({ chosen, freeBytes }: { chosen: ExportPlan; freeBytes: number | null }) {
  const bytes = chosen.reduce((sum, output) => sum + output.bytes, 0);
  const about = chosen.some(({ isEstimate }) => isEstimate) ? 'about ' : '';
  const isShort = freeBytes !== null && freeBytes < bytes;
  if (chosen.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing is chosen.
      </Text>
    );
  return (
    <Text size="sm" className="numeric" aria-live="polite">
      {formatCount(chosen.length, 'output')}, {about}
      {formatBytes(bytes)}.{' '}
      {freeBytes !== null && (
        <Text span size="sm" c={isShort ? 'var(--mantine-color-red-light-color)' : 'dimmed'}>
          {formatBytes(freeBytes)} free{isShort ? ': too little.' : '.'}
        </Text>
      )}
    </Text>
  );
}
