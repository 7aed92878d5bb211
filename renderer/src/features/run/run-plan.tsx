import { Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { InputFileInfo } from '../../../../shared/ipc/schemas.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { call, failureOf } from '../../lib/call.ts';
import { baseName } from '../../lib/paths.ts';
import { changeSettings, useSettings } from '../../lib/settings.ts';

/** What the next run reads, and by which rules. */
export function RunPlan({ files }: { files: readonly InputFileInfo[] }) {
  const { config } = useSettings();
  const [problem, setProblem] = useState<string | null>(null);
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const choose = async () => {
    try {
      const opened = await call(window.api.dialog.openConfig());
      if (opened !== null) await changeSettings({ config: opened });
      setProblem(null);
    } catch (error) {
      setProblem(failureOf(error).message);
    }
  };
  return (
    <>
      <Paper withBorder p="md">
        <Group justify="space-between" gap="xl">
          <Fact label="Sources" value={`${formatCount(files.length, 'file')}, ${formatBytes(sizeBytes)}`} />
          <Group gap="sm" wrap="nowrap">
            <Fact
              label="Rules"
              value={config === null ? 'Defaults' : baseName(config.path ?? 'Unsaved rules')}
            />
            <Button variant="default" size="compact-sm" onClick={() => void choose()}>
              Open…
            </Button>
            {config !== null && (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => void changeSettings({ config: null })}
              >
                Use defaults
              </Button>
            )}
          </Group>
        </Group>
      </Paper>
      {problem !== null && <ErrorAlert title="The rules could not be opened" message={problem} />}
    </>
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
