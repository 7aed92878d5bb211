import { Center, Loader, Tabs } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useRef } from 'react';
import { z } from 'zod';
import { formatCount } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Screen } from '../../components/screen.tsx';
import { isFocusLost } from '../../lib/focus.ts';
import { FirstSteps } from '../../results/first-steps.tsx';
import { useHistory } from '../../results/history-query.ts';
import { CompareView } from './compare/compare-view.tsx';
import { dismissRemoved, historyViews, showHistoryView, useHistoryState } from './history-store.ts';
import { RunsView } from './runs-view.tsx';
import { TrendsView } from './trends/trends-view.tsx';

const viewSchema = z.enum(historyViews);

/** Every run there was: opened, compared, followed over time, deleted. */
export function HistoryScreen() {
  const { data: history, error } = useHistory();
  const view = useHistoryState((state) => state.view);
  const removed = useHistoryState((state) => state.removed);
  const openId = useHistoryState((state) => state.openId);
  const tabs = useRef<HTMLDivElement>(null);
  // Comparing leaves the list of runs, and a run that is deleted takes its buttons with it.
  useDidUpdate(() => {
    if (isFocusLost()) tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [view, openId]);
  const entries = history?.entries ?? [];
  const size = history === undefined ? '' : `, ${formatBytes(history.sizeBytes)} on disk`;
  return (
    <Screen
      title="History"
      lead={entries.length === 0 ? 'Every run there was.' : `${formatCount(entries.length, 'run')}${size}.`}
    >
      {removed !== null && (
        <ErrorAlert
          color="yellow"
          title="Older runs were removed"
          message={removed}
          onClose={dismissRemoved}
        />
      )}
      {error !== null ? (
        <ErrorAlert title="The runs cannot be listed" message={error.message} />
      ) : history === undefined ? (
        <Center flex={1}>
          <Loader aria-label="Reading the runs" />
        </Center>
      ) : entries.length === 0 ? (
        <NoRuns />
      ) : (
        <Tabs value={view} onChange={(value) => showHistoryView(viewSchema.parse(value))} keepMounted={false}>
          <Tabs.List mb="md" ref={tabs}>
            <Tabs.Tab value="runs">Runs</Tabs.Tab>
            <Tabs.Tab value="compare">Compare</Tabs.Tab>
            <Tabs.Tab value="trends">Trends</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="runs">
            <RunsView entries={entries} />
          </Tabs.Panel>
          <Tabs.Panel value="compare">
            <CompareView entries={entries} />
          </Tabs.Panel>
          <Tabs.Panel value="trends">
            <TrendsView />
          </Tabs.Panel>
        </Tabs>
      )}
    </Screen>
  );
}

function NoRuns() {
  return (
    <EmptyState icon={IconHistory} title="No runs yet" actions={<FirstSteps />}>
      Each run is kept here, whatever comes of it: to open it again, to compare it with another, to follow
      checks over time.
    </EmptyState>
  );
}
