import { Button, SimpleGrid, Text } from '@mantine/core';
import { IconDeviceFloppy, IconFolderOpen, IconRestore } from '@tabler/icons-react';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Screen } from '../../components/screen.tsx';
import { baseName } from '../../lib/paths.ts';
import { useFinishedRun, useRuns } from '../../results/runs-query.ts';
import { openRules, resetRules, saveRules, saveRulesAs } from '../../setup/rules-file.ts';
import { dismissFailure, useRules } from '../../setup/rules-store.ts';
import { useInspection } from '../sources/inspection-query.ts';
import { type Basis, basisOf } from './basis.ts';
import { RuleList } from './rule-list.tsx';
import classes from './rules-screen.module.css';
import { YamlPanel } from './yaml-panel.tsx';

/** The rules of the next run: as controls, and as the text they are kept in. */
export function RulesScreen() {
  const failure = useRules((state) => state.failure);
  const { data: runs } = useRuns();
  const { data: run } = useFinishedRun(runs?.[0]?.id ?? null);
  const { preview, profile } = useInspection();
  const content = profile.data?.content ?? preview.data?.content;
  const fromSources = content === undefined ? null : basisOf(content, profile.data !== undefined);
  const basis = run == null ? fromSources : { measured: run.report.measured, checks: null };
  return (
    <Screen title="Rules" lead="Checks, definitions and limits of a run." actions={<FileActions />}>
      {failure !== null && (
        <ErrorAlert title="That was not done" message={failure} onClose={dismissFailure} />
      )}
      <SimpleGrid cols={2} spacing="lg">
        <div>
          <Text size="sm" mb="xs" mih={26}>
            {run == null ? textBefore(basis) : `Verdicts: the last run (${inputOf(run)}) under these rules.`}
          </Text>
          <RuleList basis={basis} />
        </div>
        <div className={classes['beside'] ?? ''}>
          <YamlPanel />
        </div>
      </SimpleGrid>
    </Screen>
  );
}

function textBefore(basis: Basis | null): string {
  return basis?.checks?.length
    ? 'Verdicts: the sources under these rules. A run judges the rest.'
    : 'After a run, each check says here how the data stands.';
}

function inputOf({ manifest }: FinishedRun): string {
  return baseName(manifest.inputs[0]?.path ?? '');
}

function FileActions() {
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRestore size={18} aria-hidden />}
        onClick={() => void resetRules()}
      >
        Reset to defaults
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolderOpen size={18} aria-hidden />}
        onClick={() => void openRules()}
      >
        Open…
      </Button>
      <Button variant="default" onClick={() => void saveRulesAs()}>
        Save as…
      </Button>
      <Button leftSection={<IconDeviceFloppy size={18} aria-hidden />} onClick={() => void saveRules()}>
        Save
      </Button>
    </>
  );
}
