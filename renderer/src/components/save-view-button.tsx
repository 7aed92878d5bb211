import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { JobRequest } from '../../../shared/ipc/jobs.ts';
import { isBusy } from '../lib/jobs/job-store.ts';
import { saves, saveTable } from '../lib/jobs/save-store.ts';

type SaveViewButtonProps = {
  rows: JobRequest<'save'>;
  isDisabled: boolean;
};

/** Saves a table of any length, as it is looked at. */
export function SaveViewButton({ rows, isDisabled }: SaveViewButtonProps) {
  const isSaving = saves.use(isBusy);
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      disabled={isDisabled}
      // While it is busy it keeps the focus, which a disabled button would lose.
      {...(isSaving && { 'data-disabled': true, 'aria-disabled': true })}
      style={{ flexShrink: 0 }}
      onClick={() => void saveTable(rows)}
    >
      Save as CSV…
    </Button>
  );
}
