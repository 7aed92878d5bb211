import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type ScreenProps = {
  title: string;
  /** One sentence under the title. */
  lead?: string;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** The content takes the height that is left and scrolls by itself: its end is never drawn all at once. */
  fills?: boolean;
  children: ReactNode;
};

/** The frame every screen stands in: it scrolls, the shell does not. */
export function Screen({ title, lead, actions, fills = false, children }: ScreenProps) {
  return (
    <Box h="100%" style={{ overflowY: 'auto' }} tabIndex={-1}>
      <Stack gap="lg" p="xl" maw={1680} {...(fills ? { h: '100%', mih: 520 } : { mih: '100%' })}>
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={1} size="h2">
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dimmed" mt={2}>
                {lead}
              </Text>
            )}
          </div>
          <Group gap="xs" wrap="nowrap">
            {actions}
          </Group>
        </Group>
        {children}
      </Stack>
    </Box>
  );
}
