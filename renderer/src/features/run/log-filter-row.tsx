import { Group, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo } from 'react';
import { z } from 'zod';
import { type LogLevel, logLevels } from '../../../../shared/run/logger.ts';

const levelSchema = z.enum(logLevels);
const levelChoices: { value: LogLevel; label: string }[] = [
  { value: 'DEBUG', label: 'All levels' },
  { value: 'INFO', label: 'Info and above' },
  { value: 'WARNING', label: 'Warnings and errors' },
  { value: 'ERROR', label: 'Errors' },
];

type FilterProps = {
  search: string;
  onSearch: (search: string) => void;
  level: LogLevel;
  onLevel: (level: LogLevel) => void;
};

/** What of the log is shown. Not drawn anew with each batch of lines. */
export const LogFilter = memo(function LogFilter({ search, onSearch, level, onLevel }: FilterProps) {
  return (
    <Group gap="xs" mb="sm" wrap="nowrap">
      <TextInput
        flex={1}
        size="xs"
        aria-label="Search the log"
        placeholder="Search"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label="Log level"
        data={levelChoices}
        value={level}
        onChange={(event) => onLevel(levelSchema.parse(event.currentTarget.value))}
      />
    </Group>
  );
});
