import { IconTable } from '@tabler/icons-react';
import { ResultScreen } from '../../results/result-screen.tsx';
import { EventsView } from './events-view.tsx';

/** The cleaned events of a run. */
export function DataScreen() {
  return (
    <ResultScreen
      title="Data"
      lead="The cleaned events, in input order until you sort them."
      icon={IconTable}
      fills
    >
      {(run) => <EventsView key={run.id} run={run} />}
    </ResultScreen>
  );
}
