import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Reply } from '../../../shared/ipc/reply.ts';
import { saveView, useSave } from '../features/save-view/save-store.ts';

type SaveViewButtonProps = {
  /** What the table is called. */
  name: string;
  isDisabled: boolean;
  ask: () => Promise<Reply<string | null>>;
};

/** Saves a table of any length, as it is looked at. */
export function SaveViewButton({ name, isDisabled, ask }: SaveViewButtonProps) {
  const isBusy = useSave(({ saving, isAsked }) => isAsked || saving !== null);
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      disabled={isDisabled}
      // While it is busy it keeps the focus, which a disabled button would lose.
      {...(isBusy && { 'data-disabled': true, 'aria-disabled': true })}
      style={{ flexShrink: 0 }}
      onClick={() => void saveView(name, ask)}
    >
      Save as CSV…
    </Button>
  );
}
