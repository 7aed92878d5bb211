import { ActionIcon, Badge, Button, Group, Paper, Table, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { InputFileInfo } from '../../../../shared/ipc/schemas.ts';
import { baseName, folderName } from '../../lib/paths.ts';
import { clearSources, removePath } from './sources-store.ts';

const compressionNames = { none: 'Plain', gzip: 'gzip', zstd: 'Zstandard' } as const;

// A table of thousands of rows helps nobody, and holds the window up.
const maxRows = 500;

/** The files of the next run, in the order they are read. */
export function FileTable({ files }: { files: readonly InputFileInfo[] }) {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <Paper withBorder>
      <Group justify="space-between" px="md" py="xs">
        <Text fw={600} aria-live="polite">
          {formatCount(files.length, 'file')}, {formatBytes(sizeBytes)}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={clearSources}>
          Remove all
        </Button>
      </Group>
      <Table highlightOnHover verticalSpacing="xs" horizontalSpacing="md" aria-label="Event logs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>Compression</Table.Th>
            <Table.Th ta="right">Size</Table.Th>
            <Table.Th>Changed</Table.Th>
            <Table.Th w={56} aria-label="Remove" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.slice(0, maxRows).map((file) => (
            <FileRow key={file.path} file={file} />
          ))}
        </Table.Tbody>
      </Table>
      {files.length > maxRows && (
        <Text c="dimmed" size="sm" px="md" py="xs">
          And {formatCount(files.length - maxRows, 'more file')}, read all the same.
        </Text>
      )}
    </Paper>
  );
}

function FileRow({ file: { path, compression, sizeBytes, modifiedMs } }: { file: InputFileInfo }) {
  const name = baseName(path);
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {folderName(path)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge variant={compression === 'none' ? 'default' : 'light'} tt="none">
          {compressionNames[compression]}
        </Badge>
      </Table.Td>
      <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {formatBytes(sizeBytes)}
      </Table.Td>
      <Table.Td className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {new Date(modifiedMs).toLocaleString()}
      </Table.Td>
      <Table.Td>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name}`}
          onClick={() => removePath(path)}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}
