import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type TableData, toCsv } from '../lib/csv.ts';
import { notifyFailure } from '../lib/notify.ts';
import { saveFile } from '../lib/save-file.ts';

type SaveCsvButtonProps = {
  /** Proposed for the file, without its ending. */
  name: string;
  /** What is saved, as it stands when the button is pressed. */
  table: () => TableData;
};

/** Keeps a table as a CSV file; says so where it cannot be written. */
export function SaveCsvButton({ name, table }: SaveCsvButtonProps) {
  const save = () =>
    saveFile(name, 'csv', toCsv(table())).catch((error: unknown) =>
      notifyFailure(`${name}: not saved`, error),
    );
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={`Save as CSV…: ${name}`}
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => void save()}
    >
      Save as CSV…
    </Button>
  );
}
