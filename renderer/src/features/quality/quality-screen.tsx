import { Alert, Group, Tabs, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ResultScreen } from '../../results/result-screen.tsx';
import { CheckList } from './check-list.tsx';
import { DistributionsPanel } from './distributions-panel.tsx';
import { JudgeBar } from './judge-bar.tsx';
import { NullShares } from './null-shares.tsx';
import { QuarantineBrowser } from './quarantine-browser.tsx';
import { type Saved, SaveReport } from './save-report.tsx';
import { useJudgedRun } from './use-judged-run.ts';

/** Whether a run's data can be trusted: checks, null shares, distributions, and what was put aside. */
export function QualityScreen() {
  return (
    <ResultScreen
      title="Quality"
      lead="What the checks found, and how the data stands with each threshold."
      icon={IconShieldCheck}
    >
      {(run) => <Quality key={run.id} run={run} />}
    </ResultScreen>
  );
}

function Quality({ run }: { run: FinishedRun }) {
  const { judged, differences, judgeBy } = useJudgedRun(run);
  const [tab, setTab] = useState<string | null>('checks');
  const nullsTab = useRef<HTMLButtonElement>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const { events_rejected, duplicates_removed } = run.manifest.reconciliation;
  return (
    <>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div style={{ flex: 1 }}>
          <JudgeBar judged={judged} differences={differences} onJudgeBy={judgeBy} />
        </div>
        <SaveReport judged={judged} onSaved={setSaved} />
      </Group>
      {saved !== null &&
        ('path' in saved ? (
          <Alert
            role="status"
            color="teal"
            withCloseButton
            closeButtonLabel="Dismiss"
            onClose={() => setSaved(null)}
          >
            Saved to {saved.path}
          </Alert>
        ) : (
          <ErrorAlert
            title="The report was not saved"
            message={saved.failure}
            onClose={() => setSaved(null)}
          />
        ))}
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="checks">Checks</Tabs.Tab>
          <Tabs.Tab value="nulls" ref={nullsTab}>
            Null shares
          </Tabs.Tab>
          <Tabs.Tab value="distributions">Distributions</Tabs.Tab>
          <Tabs.Tab
            value="quarantine"
            rightSection={
              <Text size="xs" c="dimmed" className="numeric">
                {formatNumber(events_rejected + duplicates_removed)}
              </Text>
            }
          >
            Quarantine
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="checks">
          <CheckList
            judged={judged}
            onShowColumns={() => {
              setTab('nulls');
              // The button goes with the list.
              nullsTab.current?.focus();
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="nulls">
          <NullShares judged={judged} />
        </Tabs.Panel>
        <Tabs.Panel value="distributions">
          <DistributionsPanel runId={run.id} judged={judged} />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <QuarantineBrowser runId={run.id} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
