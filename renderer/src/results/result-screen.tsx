import { Center, Loader } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FinishedRun } from '../../../shared/ipc/schemas.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorAlert } from '../components/error-alert.tsx';
import { Screen } from '../components/screen.tsx';
import { FirstSteps } from './first-steps.tsx';
import { RunPicker } from './run-picker.tsx';
import { useShownRun } from './shown-run.ts';

type ResultScreenProps = {
  title: string;
  lead: string;
  icon: Icon;
  /** Buttons at the right of the title, before the choice of the run. */
  actions?: (run: FinishedRun) => ReactNode;
  /** See Screen. */
  fills?: boolean;
  children: (run: FinishedRun) => ReactNode;
};

/** The frame of a screen that shows a finished run: which one, and what to do where there is none. */
export function ResultScreen({ title, lead, icon, actions, fills = false, children }: ResultScreenProps) {
  const { run, isLoading, error } = useShownRun();
  return (
    <Screen
      title={title}
      lead={lead}
      fills={fills}
      actions={
        run !== null && (
          <>
            {actions?.(run)}
            <RunPicker shownId={run.id} />
          </>
        )
      }
    >
      {error !== null && <ErrorAlert title="The run cannot be read" message={error.message} />}
      {run !== null ? (
        children(run)
      ) : isLoading ? (
        <Center flex={1}>
          <Loader aria-label="Reading the run" />
        </Center>
      ) : (
        error === null && <NoRun icon={icon} />
      )}
    </Screen>
  );
}

function NoRun({ icon }: { icon: Icon }) {
  return (
    <EmptyState icon={icon} title="No results yet" actions={<FirstSteps />}>
      Choose event logs under Sources and start a run; what comes of it shows here.
    </EmptyState>
  );
}
