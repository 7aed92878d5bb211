import { Anchor, Code, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { settingsSchema } from '../../../../shared/ipc/settings.ts';
import { Screen } from '../../components/screen.tsx';
import { call } from '../../lib/call.ts';
import { changeSettings, useSettings } from '../../lib/settings.ts';
import { RunStoreLimit } from './run-store-limit.tsx';

const { theme: themeSchema } = settingsSchema.shape;

/** What the app may use of the machine, how it looks, and what it is. */
export function SettingsScreen() {
  const settings = useSettings();
  return (
    <Screen title="Settings" lead="Kept on this machine; they take effect at once.">
      <Paper withBorder p="md" maw={560}>
        <Title order={2} size="h5" mb="md">
          Runs
        </Title>
        <Stack gap="md">
          <CheckedInput
            label="Memory limit"
            description="For runs whose rules say auto: auto, or a size such as 500MB or 4GiB."
            value={settings.memoryLimit}
            check={(text) =>
              settingsSchema.shape.memoryLimit.safeParse(text).error?.issues[0]?.message ?? null
            }
            onChange={(memoryLimit) => void changeSettings({ memoryLimit })}
          />
          <CheckedInput
            label="Threads"
            description="For runs whose rules say auto: auto, or a number from 1 to 1024."
            value={String(settings.threads)}
            check={(text) =>
              settingsSchema.shape.threads.safeParse(threadsOf(text)).error?.issues[0]?.message ?? null
            }
            onChange={(text) =>
              void changeSettings({ threads: settingsSchema.shape.threads.parse(threadsOf(text)) })
            }
          />
          <RunStoreLimit />
        </Stack>
      </Paper>
      <Paper withBorder p="md" maw={560}>
        <Title order={2} size="h5" mb="md">
          Appearance
        </Title>
        <Select
          label="Theme"
          allowDeselect={false}
          value={settings.theme}
          onChange={(value) => void changeSettings({ theme: themeSchema.parse(value) })}
          data={[
            { value: 'system', label: 'Follow system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </Paper>
      <About />
    </Screen>
  );
}

function threadsOf(text: string): string | number {
  return text === 'auto' ? text : Number(text);
}

type CheckedInputProps = {
  label: string;
  description: string;
  value: string;
  /** What is wrong with a text; null where nothing is. */
  check: (text: string) => string | null;
  onChange: (text: string) => void;
};

/** A text field that keeps what is right and says what is wrong with the rest. */
function CheckedInput({ label, description, value, check, onChange }: CheckedInputProps) {
  const [text, setText] = useState(value);
  return (
    <TextInput
      label={label}
      description={description}
      value={text}
      error={check(text.trim())}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        if (check(typed.trim()) === null) onChange(typed.trim());
      }}
    />
  );
}

function About() {
  const { data: info } = useQuery({ queryKey: ['app'], queryFn: () => call(window.api.app.info()) });
  if (info === undefined) return null;
  return (
    <Paper withBorder p="md" maw={560}>
      <Title order={2} size="h5" mb="md">
        About
      </Title>
      <Stack gap={4}>
        <Text size="sm">
          {info.name} {info.version}
        </Text>
        <Text size="sm" c="dimmed">
          Electron {info.electron}, Chromium {info.chrome}, Node.js {info.node}
        </Text>
        <Text size="sm" c="dimmed">
          Runs are kept in <Code>{info.runsFolder}</Code>
        </Text>
        <Anchor
          component="button"
          size="sm"
          ta="left"
          onClick={() => void call(window.api.shell.showItem(info.runsFolder)).catch(() => {})}
        >
          Show in folder
        </Anchor>
      </Stack>
    </Paper>
  );
}
