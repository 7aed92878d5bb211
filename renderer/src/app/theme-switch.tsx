import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { changeSettings, useSettings } from '../lib/settings.ts';

const choices = [
  { value: 'system', label: 'Follow system', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const;

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const { theme } = useSettings();
  return (
    <SegmentedControl
      aria-label="Appearance"
      size="xs"
      fullWidth
      value={theme}
      onChange={(value) => void changeSettings({ theme: value })}
      data={choices.map(({ value, label, icon: Icon }) => ({
        value,
        label: (
          <>
            <Icon size={16} stroke={1.75} aria-hidden style={{ display: 'block', margin: '0 auto' }} />
            <VisuallyHidden>{label}</VisuallyHidden>
          </>
        ),
      }))}
    />
  );
}
