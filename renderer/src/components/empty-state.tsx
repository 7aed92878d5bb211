import { Center, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon: Icon;
  title: string;
  /** What to do next. */
  children: ReactNode;
  actions?: ReactNode;
};

/** What a screen shows where there is nothing yet: why, and what to do next. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <Center style={{ flex: 1 }} mih={320}>
      <Stack align="center" gap="md" maw={460} ta="center">
        <ThemeIcon size={72} radius="xl" variant="light">
          <Icon size={36} stroke={1.5} aria-hidden />
        </ThemeIcon>
        <Title order={2} size="h3">
          {title}
        </Title>
        <Text c="dimmed">{children}</Text>
        <Group justify="center" gap="sm">
          {actions}
        </Group>
      </Stack>
    </Center>
  );
}
