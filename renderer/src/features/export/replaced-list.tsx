import { List, Text } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { ExportTarget } from '../../../../shared/ipc/export.ts';
import { formatInstant } from '../../lib/format.ts';

/** What an export would replace, each with its size and date. */
export function ReplacedList({ entries }: { entries: ExportTarget['existing'] }) {
  return (
    <List size="sm" spacing={2}>
      {entries.map(({ name, kind, bytes, files, modifiedMs }) => (
        <List.Item key={name}>
          <Text span size="sm" fw={550}>
            {kind === 'folder' ? `${name}/` : name}
          </Text>{' '}
          {kind === 'folder' && `with ${formatCount(files, 'file')}, `}
          {formatBytes(bytes)}, {formatInstant(new Date(modifiedMs).toISOString())}
        </List.Item>
      ))}
    </List>
  );
}
