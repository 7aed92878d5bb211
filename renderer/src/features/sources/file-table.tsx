import { ActionIcon, Badge, Button, Group, Paper, Table, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatCount, formatEstimate, formatNumber } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { FileProfile, Preview, Profile } from '../../../../shared/ipc/dataset.ts';
import type { InputFileInfo } from '../../../../shared/ipc/schemas.ts';
import { LongTable } from '../../components/long-table.tsx';
import { baseName, folderName } from '../../lib/paths.ts';
import { clearSources, removePath } from '../../setup/sources-store.ts';

const compressionNames = { none: 'Plain', gzip: 'gzip', zstd: 'Zstandard' } as const;

type FileTableProps = {
  files: readonly InputFileInfo[];
  preview: Preview | undefined;
  profile: Profile | undefined;
};

/** The files of the next run, in the order they are read, with what is known of each so far. */
export function FileTable({ files, preview, profile }: FileTableProps) {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const looks = new Map(preview?.files.map((file) => [file.path, file]));
  const profiles = new Map(profile?.files.map((file) => [file.path, file]));
  const problemOf = ({ path }: InputFileInfo) =>
    profiles.get(path)?.problem ?? looks.get(path)?.problem ?? null;
  const unusable = files.filter((file) => problemOf(file) !== null).length;
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Group justify="space-between" px="md" py="xs">
        <Group gap="sm" aria-live="polite">
          <Text fw={600}>
            {formatCount(files.length, 'file')}, {formatBytes(sizeBytes)}
          </Text>
          {unusable > 0 && (
            <Badge color="red" variant="light" tt="none">
              {formatNumber(unusable)} cannot be used
            </Badge>
          )}
        </Group>
        <Button variant="subtle" size="compact-sm" onClick={clearSources}>
          Remove all
        </Button>
      </Group>
      <LongTable
        label="Event logs"
        count={files.length}
        rowHeight={52}
        maxHeight={310}
        minWidth={860}
        header={
          <>
            <Table.Th>File</Table.Th>
            <Table.Th w={180} ta="right">
              Size
            </Table.Th>
            <Table.Th w={120} ta="right">
              Lines
            </Table.Th>
            <Table.Th w={180}>Time span</Table.Th>
            <Table.Th w={190}>Problem lines</Table.Th>
            <Table.Th w={60} aria-label="Remove" />
          </>
        }
        row={(index) => {
          const file = files[index];
          if (file === undefined) return null;
          const found = { look: looks.get(file.path), profile: profiles.get(file.path) };
          return <FileCells file={file} problem={problemOf(file)} {...found} />;
        }}
      />
    </Paper>
  );
}

type FileCellsProps = {
  file: InputFileInfo;
  problem: string | null;
  look: Preview['files'][number] | undefined;
  profile: FileProfile | undefined;
};

function FileCells({ file: { path, compression, sizeBytes }, problem, look, profile }: FileCellsProps) {
  const name = baseName(path);
  return (
    <>
      <Table.Td>
        <Text size="sm" fw={550} truncate title={name}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate title={folderName(path)}>
          {folderName(path)}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Badge variant={compression === 'none' ? 'default' : 'light'} tt="none">
            {compressionNames[compression]}
          </Badge>
          <span style={{ whiteSpace: 'nowrap' }}>{formatBytes(sizeBytes)}</span>
        </Group>
      </Table.Td>
      {problem === null ? (
        <CountCells look={look} profile={profile} />
      ) : (
        <Table.Td colSpan={3}>
          <Text size="xs" c="var(--mantine-color-red-light-color)" lineClamp={2} title={problem}>
            {problem.replace(`${path}: `, '')}
          </Text>
        </Table.Td>
      )}
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
    </>
  );
}

function CountCells({ look, profile }: Pick<FileCellsProps, 'look' | 'profile'>) {
  return (
    <>
      <Table.Td ta="right" className="numeric" data-lines={profile === undefined ? 'estimate' : 'exact'}>
        {linesText(look, profile)}
      </Table.Td>
      <Table.Td className="numeric">
        {profile !== undefined && profile.firstTime !== null && (
          <Text size="xs" lh={1.4}>
            {profile.firstTime}
            <br />
            {profile.lastTime}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{profile !== undefined && <Problems profile={profile} />}</Table.Td>
    </>
  );
}

function linesText(look: FileCellsProps['look'], profile: FileProfile | undefined): string {
  if (profile !== undefined) return formatNumber(profile.lines);
  if (look?.lines == null) return '';
  return look.isExact ? formatNumber(look.lines) : formatEstimate(look.lines);
}

function Problems({ profile: { rejected, duplicates, reasons } }: { profile: FileProfile }) {
  if (rejected + duplicates === 0) {
    return (
      <Text size="sm" c="dimmed">
        None
      </Text>
    );
  }
  const parts = [
    ...reasons.map(({ reason, lines }) => `${formatNumber(lines)} ${reason}`),
    ...(duplicates > 0 ? [`${formatNumber(duplicates)} duplicate_event_id`] : []),
  ].join(', ');
  return (
    <>
      <Text size="sm" className="numeric">
        {formatNumber(rejected + duplicates)}
      </Text>
      <Text size="xs" c="dimmed" truncate title={parts}>
        {parts}
      </Text>
    </>
  );
}
