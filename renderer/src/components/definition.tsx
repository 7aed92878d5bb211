import { ActionIcon, Button, Code, CopyButton, Popover, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useId } from 'react';
import type { FigureDefinition } from '../../../shared/metrics/figure-definition.ts';

type DefinitionProps = {
  of: FigureDefinition;
  /** The statement behind the number, where there is one. */
  sql?: string | undefined;
  /** -1 where the keys lead to it otherwise than by Tab. */
  tabIndex?: 0 | -1;
};

/** The way from a number to its definition and the SQL behind it. */
export function Definition({ of: { label, meaning, formula }, sql, tabIndex = 0 }: DefinitionProps) {
  const meaningId = useId();
  return (
    <Popover width={420} position="bottom-start" withArrow shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Definition of ${label}`}
          tabIndex={tabIndex}
        >
          <IconInfoCircle size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Definition of ${label}`} aria-describedby={meaningId}>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="sm" id={meaningId}>
            {meaning}
          </Text>
          <Code block>{formula}</Code>
          {sql !== undefined && (
            <>
              <Code
                block
                mah={220}
                style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }}
                tabIndex={0}
                role="region"
                aria-label="SQL"
              >
                {sql}
              </Code>
              <CopyButton value={sql}>
                {({ copied, copy }) => (
                  <Button variant="default" size="compact-sm" onClick={copy}>
                    {copied ? 'Copied' : 'Copy SQL'}
                  </Button>
                )}
              </CopyButton>
            </>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
