import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { goTo, useNavigation } from '../../lib/navigation-store.ts';
import { isActive, type RunState } from './run-state.ts';
import { useRun } from './run-store.ts';

const id = 'run-end';
const ends = {
  finished: { title: 'Run finished', color: 'teal.9', autoClose: 10_000 },
  cancelled: { title: 'Run cancelled', color: 'gray.7', autoClose: 5000 },
  // What failed stays until it was seen.
  failed: { title: 'Run failed', color: 'red.9', autoClose: false },
} as const;

/** Says that a run ended to those who look at another screen. */
export function useRunAnnouncements(): void {
  useEffect(() => {
    const stopRuns = useRun.subscribe(({ run }, before) => {
      if (run === before.run || run === null) return;
      if (run.jobId !== before.run?.jobId) notifications.hide(id);
      else if (!isActive(run) && isActive(before.run) && useNavigation.getState().screen !== 'run')
        announce(run);
    });
    const stopScreens = useNavigation.subscribe(({ screen }) => {
      if (screen === 'run') notifications.hide(id);
    });
    return () => {
      stopRuns();
      stopScreens();
    };
  }, []);
}

function announce({ status, failure }: RunState): void {
  if (status === 'running' || status === 'cancelling') return;
  notifications.show({
    ...ends[status],
    id,
    message: (
      <>
        {status === 'failed' && failure !== null && <p style={{ margin: '0 0 8px' }}>{failure.message}</p>}
        <Button variant="default" size="compact-sm" onClick={() => goTo('run')}>
          Show run
        </Button>
      </>
    ),
  });
}
