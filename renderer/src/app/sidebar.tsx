import { Group, Kbd, NavLink, Stack, Text } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { goTo, useNavigation } from '../lib/navigation-store.ts';
import { screens } from './screens.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The way to every screen. */
export function Sidebar() {
  const main = screens.filter(({ id }) => id !== 'settings');
  const below = screens.filter(({ id }) => id === 'settings');
  return (
    <Stack h="100%" gap="md" p="sm">
      <Group gap="xs" wrap="nowrap" px="xs" py={6}>
        <IconChartHistogram size={26} stroke={1.75} color="var(--mantine-primary-color-filled)" aria-hidden />
        <Text fw={650} size="sm" lh={1.2}>
          Event Analytics
          <br />
          Studio
        </Text>
      </Group>
      <Links screens={main} label="Screens" />
      <Stack mt="auto" gap="sm">
        <Links screens={below} label="App" />
        <ThemeSwitch />
      </Stack>
    </Stack>
  );
}

function Links({ screens: shown, label }: { screens: typeof screens; label: string }) {
  const current = useNavigation(({ screen }) => screen);
  return (
    <Stack component="nav" aria-label={label} gap={2}>
      {shown.map(({ id, label: name, icon: Icon, digit }) => (
        <NavLink
          key={id}
          component="button"
          label={name}
          active={id === current}
          aria-current={id === current ? 'page' : undefined}
          aria-keyshortcuts={digit ?? undefined}
          leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
          rightSection={
            digit !== null && (
              <Kbd size="xs" aria-hidden>
                {digit}
              </Kbd>
            )
          }
          onClick={() => goTo(id)}
          style={{ borderRadius: 'var(--mantine-radius-md)' }}
        />
      ))}
    </Stack>
  );
}
