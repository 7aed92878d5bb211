import { Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import { baseName, folderName } from '../../lib/paths.ts';
import { useSettings } from '../../lib/settings.ts';
import { addSources } from '../../setup/open-sources.ts';
import classes from './recents.module.css';

/** What was opened before, to be opened again. */
export function Recents() {
  const { recentInputs } = useSettings();
  if (recentInputs.length === 0) return null;
  return (
    <section aria-labelledby="recents">
      <Title order={2} size="h5" mb="xs" id="recents">
        Recent
      </Title>
      <Stack gap={2}>
        {recentInputs.slice(0, 5).map((paths) => {
          const [first = ''] = paths;
          const more = paths.length - 1;
          return (
            <UnstyledButton
              key={paths.join('\n')}
              className={classes['recent']}
              onClick={() => void addSources(paths)}
            >
              <Text span size="sm" fw={550}>
                {baseName(first)}
                {more > 0 && ` and ${formatCount(more, 'more source')}`}
              </Text>
              <Text span size="sm" c="dimmed" ml="sm">
                {folderName(first)}
              </Text>
            </UnstyledButton>
          );
        })}
      </Stack>
    </section>
  );
}
