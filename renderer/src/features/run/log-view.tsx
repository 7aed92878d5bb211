import { ActionIcon, Button, Group, Paper, Text, Title, Tooltip } from '@mantine/core';
import { useClipboard, useDebouncedValue } from '@mantine/hooks';
import { IconArrowDown, IconCheck, IconCopy, IconFileText } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { formatCount } from '../../../../shared/format/number.ts';
import type { LogLine } from '../../../../shared/ipc/schemas.ts';
import type { LogLevel } from '../../../../shared/run/logger.ts';
import { formatLogTime } from '../../lib/format.ts';
import { showInFolder } from '../../lib/show-in-folder.ts';
import { filterLog } from './log-filter.ts';
import { LogFilter } from './log-filter-row.tsx';
import { LogLines } from './log-lines.tsx';
import { useLog } from './log-store.ts';

/** The live log: filtered, searched, copied; it follows the end until someone scrolls up. */
export function LogView({ logFile }: { logFile: string }) {
  const lines = useLog((state) => state.lines);
  const leftOut = useLog((state) => state.leftOut);
  const [level, setLevel] = useState<LogLevel>('DEBUG');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 150);
  const clipboard = useClipboard({ timeout: 1000 });
  const [isFollowing, setIsFollowing] = useState(true);
  const shown = useMemo(() => filterLog(lines, level, wanted), [lines, level, wanted]);
  return (
    <Paper withBorder p="md" style={{ display: 'flex', flexDirection: 'column', minHeight: 320 }}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <Title order={2} size="h5">
            Log
          </Title>
          <Text size="sm" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
            {formatCount(shown.length, 'line')}
          </Text>
        </Group>
        <Group gap={4} wrap="nowrap">
          {!isFollowing && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconArrowDown size={14} aria-hidden />}
              onClick={() => setIsFollowing(true)}
            >
              Latest
            </Button>
          )}
          <Tooltip label={clipboard.copied ? 'Copied' : 'Copy these lines'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Copy these lines"
              onClick={() => clipboard.copy(textOf(shown))}
            >
              {clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Show the log file">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Show the log file"
              onClick={() => showInFolder(logFile)}
            >
              <IconFileText size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {leftOut > 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {formatCount(leftOut, 'earlier line')} {leftOut === 1 ? 'stands' : 'stand'} in the log file alone.
        </Text>
      )}
      <LogFilter search={search} onSearch={setSearch} level={level} onLevel={setLevel} />
      <LogLines lines={shown} isFollowing={isFollowing} onFollow={setIsFollowing} />
    </Paper>
  );
}

function textOf(lines: readonly LogLine[]): string {
  return lines.map(({ atMs, level, message }) => `${formatLogTime(atMs)} ${level} ${message}`).join('\n');
}
