import { Button, Group, Paper, Text } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { InputFileInfo } from '../../../../shared/ipc/schemas.ts';
import { baseName } from '../../lib/paths.ts';
import { leaveRulesFile, openRules } from '../../setup/rules-file.ts';
import { defaultText, useRules } from '../../setup/rules-store.ts';

/** What the next run reads, and by which rules. */
export function RunPlan({ files }: { files: readonly InputFileInfo[] }) {
  const { path, text } = useRules();
  const isDefault = path === null && text === defaultText;
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="xl">
        <Fact label="Sources" value={`${formatCount(files.length, 'file')}, ${formatBytes(sizeBytes)}`} />
        <Group gap="sm" wrap="nowrap">
          <Fact label="Rules" value={isDefault ? 'Defaults' : baseName(path ?? 'Unsaved rules')} />
          <Button variant="default" size="compact-sm" onClick={() => void openRules()}>
            Open…
          </Button>
          {!isDefault && (
            <Button variant="subtle" size="compact-sm" onClick={() => void leaveRulesFile()}>
              Use defaults
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={550}>{value}</Text>
    </div>
  );
}
