import {
  type Icon,
  IconAdjustments,
  IconFolderOpen,
  IconPlayerPlay,
  IconSettings,
  IconTable,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { DataScreen } from '../features/data/data-screen.tsx';
import { RulesScreen } from '../features/rules/rules-screen.tsx';
import { RunScreen } from '../features/run/run-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { SourcesScreen } from '../features/sources/sources-screen.tsx';
import type { ScreenId } from './screen-id.ts';

type Screen = {
  id: ScreenId;
  label: string;
  icon: Icon;
  /** The digit that leads to it; each screen keeps its own, whichever others there are. */
  digit: string | null;
  Component: ComponentType;
};

/** Every screen there is: the sidebar, the digits and the routing follow from this list. */
export const screens: readonly Screen[] = [
  { id: 'sources', label: 'Sources', icon: IconFolderOpen, digit: '1', Component: SourcesScreen },
  { id: 'rules', label: 'Rules', icon: IconAdjustments, digit: '2', Component: RulesScreen },
  { id: 'run', label: 'Run', icon: IconPlayerPlay, digit: '3', Component: RunScreen },
  { id: 'data', label: 'Data', icon: IconTable, digit: '7', Component: DataScreen },
  { id: 'settings', label: 'Settings', icon: IconSettings, digit: null, Component: SettingsScreen },
];
