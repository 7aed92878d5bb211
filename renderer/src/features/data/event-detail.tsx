import { Button, Code, CopyButton, Drawer, Group, Loader, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { EventColumn } from '../../../../shared/events/columns.ts';
import { formatNumber } from '../../../../shared/format/number.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { useEvent } from './data-query.ts';
import { eventJson } from './event-json.ts';

type EventDetailProps = {
  runId: string;
  columns: readonly EventColumn[];
  /** The event's place in the file, 0-based; null while none is shown. */
  row: number | null;
  onClose: () => void;
};

/** A whole event as JSON, and the line it came from. */
export function EventDetail({ runId, columns, row, onClose }: EventDetailProps) {
  const [withEmpty, setWithEmpty] = useState(false);
  const { data, error } = useEvent(runId, row);
  const cellOf = (name: string) => data?.cells[columns.findIndex((column) => column.name === name)] ?? '';
  const json = data == null ? '' : eventJson(columns, data.cells, withEmpty);
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title="Event"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error !== null && <ErrorAlert title="The event cannot be read" message={error.message} />}
      {data == null ? (
        error === null && <Loader aria-label="Reading the event" />
      ) : (
        <Stack gap="sm">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {cellOf('source_file')}, line {formatNumber(Number(cellOf('source_line')))}
          </Text>
          <Group justify="space-between">
            <Switch
              label="Columns without a value"
              checked={withEmpty}
              onChange={(event) => setWithEmpty(event.currentTarget.checked)}
            />
            <CopyButton value={json}>
              {({ copied, copy }) => (
                <Button variant="default" size="compact-sm" onClick={copy}>
                  {copied ? 'Copied' : 'Copy JSON'}
                </Button>
              )}
            </CopyButton>
          </Group>
          <Code
            block
            role="region"
            aria-label="Event as JSON"
            tabIndex={0}
            style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {json}
          </Code>
        </Stack>
      )}
    </Drawer>
  );
}
