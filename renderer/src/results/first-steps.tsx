import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { goTo } from '../lib/navigation-store.ts';
import { openSample } from '../setup/open-sources.ts';

/** The ways to a run where there is none yet. */
export function FirstSteps() {
  return (
    <>
      <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={() => goTo('run')}>
        Go to Run
      </Button>
      <Button variant="subtle" onClick={() => void openSample()}>
        Try sample data
      </Button>
    </>
  );
}
