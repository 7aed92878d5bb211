import { AppShell, MantineProvider } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import type { ScreenId } from '../../../shared/ipc/menu.ts';
import { useCutOffNotice } from '../features/history/use-cut-off-notice.tsx';
import { UnsavedDialog } from '../features/rules/unsaved-dialog.tsx';
import { CancelDialog } from '../features/run/cancel-dialog.tsx';
import { RunBar } from '../features/run/run-bar.tsx';
import { useRunAnnouncements } from '../features/run/use-run-announcements.tsx';
import { DropOverlay } from '../features/sources/drop-overlay.tsx';
import { InspectionKeeper } from '../features/sources/inspection-query.ts';
import { call } from '../lib/call.ts';
import { isFocusLost } from '../lib/focus.ts';
import { useNavigation } from '../lib/navigation-store.ts';
import { queryClient } from '../lib/query-client.ts';
import { RunPreparation } from '../results/run-preparation.tsx';
import { Palette } from './palette.tsx';
import { readOtherScreens, screens } from './screens.tsx';
import { Sidebar } from './sidebar.tsx';
import { readableColors, systemColorScheme, theme } from './theme.ts';
import { useMenuCommands } from './use-menu-commands.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The window: sidebar, screen, and the run at the foot. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColors}
      defaultColorScheme="auto"
      colorSchemeManager={systemColorScheme}
    >
      <QueryClientProvider client={queryClient}>
        <Shell />
        <Notifications position="bottom-right" mb={56} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** A look into the sources goes on from one of these screens to the other, and ends on the way to any else. */
function isAboutSources(screen: ScreenId): boolean {
  return screen === 'sources' || screen === 'rules';
}

/** A screen that goes takes the focus with it: then the one that has come, with all that was waited for, says its name. */
function ScreenFocus({ current, main }: { current: ScreenId; main: RefObject<HTMLElement | null> }) {
  useDidUpdate(() => {
    if (isFocusLost()) main.current?.focus();
  }, [current]);
  return null;
}

function CurrentScreen({ component }: { component: () => ComponentType }) {
  const [Component] = useState(component);
  return <Component />;
}

function Shell() {
  const current = useNavigation(({ screen }) => screen);
  useShortcuts();
  useMenuCommands();
  useRunAnnouncements();
  useCutOffNotice();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    // For those who drive the app from outside: it can be used now.
    document.documentElement.dataset['ready'] = 'true';
    void call(window.api.app.ready()).catch(() => {});
    readOtherScreens();
  }, []);
  return (
    <AppShell
      navbar={{ width: 220, breakpoint: 0 }}
      footer={{ height: 48 }}
      padding={0}
      transitionDuration={0}
    >
      <AppShell.Navbar>
        <Sidebar />
      </AppShell.Navbar>
      <AppShell.Main
        ref={main}
        h="100dvh"
        tabIndex={-1}
        aria-label={screens.find(({ id }) => id === current)?.label}
        style={{ outline: 'none' }}
      >
        <Suspense>
          {screens.map(
            ({ id, component }) => id === current && <CurrentScreen key={id} component={component} />,
          )}
          <ScreenFocus current={current} main={main} />
        </Suspense>
      </AppShell.Main>
      <AppShell.Footer>
        <RunBar />
      </AppShell.Footer>
      {isAboutSources(current) && <InspectionKeeper />}
      <RunPreparation />
      <DropOverlay />
      <CancelDialog />
      <UnsavedDialog />
      <Palette />
    </AppShell>
  );
}
