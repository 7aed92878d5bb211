import { Select, SimpleGrid, Stack } from '@mantine/core';
import { settingsSchema } from '../../../../shared/ipc/settings.ts';
import { Screen } from '../../components/screen.tsx';
import { changeSettings, useSettings } from '../../lib/settings.ts';
import { About } from './about.tsx';
import { CheckedInput } from './checked-input.tsx';
import { CurrencySelect } from './currency-select.tsx';
import { FolderSettings } from './folder-settings.tsx';
import { RunStoreLimit } from './run-store-limit.tsx';
import { Section } from './section.tsx';

const { theme: themeSchema, memoryLimit: memorySchema, threads: threadsSchema } = settingsSchema.shape;

/** What the app may use of the machine, how it looks, and what it is. */
export function SettingsScreen() {
  const settings = useSettings();
  return (
    <Screen title="Settings" lead="Kept on this machine; they take effect at once.">
      <SimpleGrid cols={2} spacing="lg" maw={1200}>
        <Stack gap="lg">
          <Section title="Runs">
            <CheckedInput
              label="Memory limit"
              description="For runs, views and exports together: auto (three quarters of the memory), or a size such as 4GiB."
              value={settings.memoryLimit}
              check={(text) => memorySchema.safeParse(text).error?.issues[0]?.message ?? null}
              onChange={(memoryLimit) => void changeSettings({ memoryLimit })}
            />
            <CheckedInput
              label="Threads"
              description="For runs whose rules say auto: auto, or a number from 1 to 1024."
              value={String(settings.threads)}
              check={(text) => threadsSchema.safeParse(threadsOf(text)).error?.issues[0]?.message ?? null}
              onChange={(text) => void changeSettings({ threads: threadsSchema.parse(threadsOf(text)) })}
            />
            <RunStoreLimit />
          </Section>
          <Section title="Appearance">
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
            <CurrencySelect />
          </Section>
        </Stack>
        <Stack gap="lg">
          <FolderSettings />
          <About />
        </Stack>
      </SimpleGrid>
    </Screen>
  );
}

function threadsOf(text: string): string | number {
  return text === 'auto' ? text : Number(text);
}
