import { spotlight } from '@mantine/spotlight';
import {
  type Icon,
  IconCommand,
  IconDeviceDesktop,
  IconDeviceFloppy,
  IconFileImport,
  IconFilePlus,
  IconFileText,
  IconFolderPlus,
  IconHistory,
  IconInfoCircle,
  IconMoon,
  IconPlayerPlay,
  IconPlayerStop,
  IconRestore,
  IconSun,
} from '@tabler/icons-react';
import { formatCount } from '../../../shared/format/number.ts';
import type { CommandId } from '../../../shared/ipc/menu.ts';
import type { Settings } from '../../../shared/ipc/settings.ts';
import { askToCancel } from '../features/run/run-store.ts';
import { startRun } from '../features/run/start-run.ts';
import { goTo } from '../lib/navigation-store.ts';
import { notifyFailure } from '../lib/notify.ts';
import { baseName, folderName } from '../lib/paths.ts';
import { changeSettings } from '../lib/settings.ts';
import { addSources, openSample, openSources } from '../setup/open-sources.ts';
import { openRules, resetRules, saveRules, saveRulesAs } from '../setup/rules-file.ts';
import { screens } from './screens.tsx';

/** Something that can be done from everywhere. */
export type Command = {
  id: string;
  group: 'Go to' | 'Sources' | 'Run' | 'Rules' | 'Appearance' | 'App' | 'Recent sources';
  label: string;
  description?: string;
  /** Other words it is looked for by. */
  keywords?: string;
  icon: Icon;
  /** As `useHotkeys` reads it; null for none. */
  shortcut: string | null;
  act: () => unknown;
};

const appCommands: Readonly<Record<CommandId, Omit<Command, 'id'>>> = {
  'start-run': {
    group: 'Run',
    label: 'Start run',
    icon: IconPlayerPlay,
    shortcut: 'mod+Enter',
    act: startRun,
  },
  'cancel-run': {
    group: 'Run',
    label: 'Cancel run',
    keywords: 'stop',
    icon: IconPlayerStop,
    shortcut: 'Escape',
    act: askToCancel,
  },
  'open-files': {
    group: 'Sources',
    label: 'Open files…',
    keywords: 'event logs add',
    icon: IconFilePlus,
    shortcut: 'mod+O',
    act: () => openSources('files'),
  },
  'open-folder': {
    group: 'Sources',
    label: 'Open folder…',
    keywords: 'event logs add directory',
    icon: IconFolderPlus,
    shortcut: null,
    act: () => openSources('folder'),
  },
  'open-sample': {
    group: 'Sources',
    label: 'Try sample data',
    keywords: 'example demo',
    icon: IconFileImport,
    shortcut: null,
    act: openSample,
  },
  'open-rules': {
    group: 'Rules',
    label: 'Open rules…',
    keywords: 'configuration yaml config',
    icon: IconFileText,
    shortcut: null,
    act: openRules,
  },
  'save-rules': {
    group: 'Rules',
    label: 'Save rules',
    keywords: 'configuration yaml config',
    icon: IconDeviceFloppy,
    shortcut: 'mod+S',
    act: saveRules,
  },
  'save-rules-as': {
    group: 'Rules',
    label: 'Save rules as…',
    keywords: 'configuration yaml config',
    icon: IconDeviceFloppy,
    shortcut: null,
    act: saveRulesAs,
  },
  'reset-rules': {
    group: 'Rules',
    label: 'Reset rules to defaults',
    keywords: 'configuration yaml config thresholds',
    icon: IconRestore,
    shortcut: null,
    act: resetRules,
  },
  'theme-system': {
    group: 'Appearance',
    label: 'Follow system',
    keywords: 'theme colors',
    icon: IconDeviceDesktop,
    shortcut: null,
    act: () => changeSettings({ theme: 'system' }),
  },
  'theme-light': {
    group: 'Appearance',
    label: 'Light theme',
    keywords: 'colors bright',
    icon: IconSun,
    shortcut: null,
    act: () => changeSettings({ theme: 'light' }),
  },
  'theme-dark': {
    group: 'Appearance',
    label: 'Dark theme',
    keywords: 'colors night',
    icon: IconMoon,
    shortcut: null,
    act: () => changeSettings({ theme: 'dark' }),
  },
  palette: {
    group: 'App',
    label: 'Command palette',
    icon: IconCommand,
    shortcut: 'mod+K',
    act: spotlight.toggle,
  },
  about: {
    group: 'App',
    label: 'About this app',
    keywords: 'version settings',
    icon: IconInfoCircle,
    shortcut: null,
    act: () => goTo('settings'),
  },
};

const screenCommands = screens.map(
  ({ id, label, icon, digit }): Command => ({
    id: `screen-${id}`,
    group: 'Go to',
    label,
    icon,
    shortcut: digit,
    act: () => goTo(id),
  }),
);

/** Every command there is; palette, shortcuts and native menu follow from this list. */
export const commands: readonly Command[] = [
  ...screenCommands,
  ...Object.entries(appCommands).map(([id, command]) => ({ id, ...command })),
];

/** A command for each of the sources that were opened before. */
export function recentCommands(recentInputs: Settings['recentInputs']): Command[] {
  return recentInputs.map((paths, index) => {
    const [first = ''] = paths;
    const more = paths.length > 1 ? ` and ${formatCount(paths.length - 1, 'more source')}` : '';
    return {
      id: `recent-${index}`,
      group: 'Recent sources',
      label: `${baseName(first)}${more}`,
      description: folderName(first),
      icon: IconHistory,
      shortcut: null,
      act: () => addSources(paths),
    };
  });
}

/** Does what a command is for; says so where that fails. */
export async function perform({ label, act }: Command): Promise<void> {
  try {
    await act();
  } catch (error) {
    notifyFailure(`${label.replace(/…$/, '')}: not done`, error);
  }
}
