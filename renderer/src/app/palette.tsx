import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRun } from '../lib/jobs/run-store.ts';
import { useSettings } from '../lib/settings.ts';
import { type Command, commands, perform, recentCommands } from './commands.ts';
import classes from './palette.module.css';
import { ShortcutKeys } from './shortcut-keys.tsx';

/** Every command, found by typing. */
export function Palette() {
  const { recentInputs } = useSettings();
  const isRunning = useRun(({ job }) => job?.status === 'running');
  const senseless = ['palette', isRunning ? 'start-run' : 'cancel-run'];
  const offered = [...commands, ...recentCommands(recentInputs)].filter(({ id }) => !senseless.includes(id));
  return (
    <Spotlight
      attributes={{ content: { 'aria-label': 'Command palette' } }}
      actions={groupsOf(offered)}
      nothingFound="No command of that name"
      searchProps={{
        placeholder: 'Search commands',
        'aria-label': 'Search commands',
        leftSection: <IconSearch size={20} stroke={1.75} aria-hidden />,
      }}
      // The list of commands has it.
      shortcut={null}
      scrollable
      maxHeight={440}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 3 }}
      classNames={{ action: classes['action'] ?? '', actionDescription: classes['description'] ?? '' }}
    />
  );
}

function groupsOf(offered: readonly Command[]): SpotlightActionGroupData[] {
  const groups = new Set(offered.map(({ group }) => group));
  return [...groups].map((group) => ({
    group,
    actions: offered.filter((command) => command.group === group).map(actionOf),
  }));
}

function actionOf(command: Command) {
  const { id, label, description, keywords, icon: Icon, shortcut } = command;
  return {
    id,
    label,
    ...(description === undefined ? {} : { description }),
    ...(keywords === undefined ? {} : { keywords }),
    leftSection: <Icon size={20} stroke={1.75} aria-hidden />,
    rightSection: shortcut !== null && <ShortcutKeys shortcut={shortcut} />,
    dimmedSections: false,
    onClick: () => void perform(command),
  };
}
