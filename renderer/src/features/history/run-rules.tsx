import { Code, Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { renderConfig } from '../../../../shared/config/render-config.ts';
import type { EtlConfig } from '../../../../shared/config/schema.ts';
import { DiffLines } from '../../components/diff-lines.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { baseName } from '../../lib/paths.ts';
import { useRunRecord } from '../../results/history-query.ts';
import { defaultText } from '../../setup/rules-store.ts';

/** The rules of a finished run, as it understood them: what differs from the defaults, or all. */
export function EffectiveRules({ config }: { config: EtlConfig }) {
  const [shown, setShown] = useState('changes');
  const text = renderConfig(config);
  const isDefault = text === defaultText;
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="Rules shown"
      value={shown}
      onChange={setShown}
      data={[
        { value: 'changes', label: 'Changes' },
        { value: 'all', label: 'All' },
      ]}
    />
  );
  return (
    <Rules actions={choice}>
      {shown === 'all' ? (
        <Yaml text={text} />
      ) : isDefault ? (
        <Text size="sm">The defaults, every one of them.</Text>
      ) : (
        <DiffLines label="Changes from the defaults" before={defaultText} after={text} />
      )}
    </Rules>
  );
}

/** The rules a run was started with, as they were written: all that is known of one that did not finish. */
export function WrittenRules({ id }: { id: string }) {
  const { data: record, isPending, error } = useRunRecord(id);
  const config = record?.config;
  return (
    <Rules actions={config != null && <Text size="sm">{baseName(config.name)}</Text>}>
      {isPending ? (
        <Skeleton h={80} />
      ) : error !== null ? (
        <ErrorAlert title="The rules cannot be read" message={error.message} />
      ) : record == null ? (
        <Text size="sm">Nothing is known of its rules.</Text>
      ) : config == null ? (
        <Text size="sm">The defaults, every one of them.</Text>
      ) : (
        <Yaml text={config.text} />
      )}
    </Rules>
  );
}

function Rules({ actions, children }: { actions: ReactNode; children: ReactNode }) {
  return (
    <section aria-label="Rules">
      <Group justify="space-between" mb={4} mih={30}>
        <Title order={3} size="h6">
          Rules
        </Title>
        {actions}
      </Group>
      {children}
    </section>
  );
}

function Yaml({ text }: { text: string }) {
  return (
    <Code block mah={320} style={{ overflow: 'auto' }} tabIndex={0} role="region" aria-label="Rules as YAML">
      {text}
    </Code>
  );
}
