import { Button, Code, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FolderKind } from '../../../../shared/ipc/folders.ts';
import { showInFolder } from '../../lib/show-in-folder.ts';
import { chooseFolder, resetFolder, useFolders } from './folders-query.ts';
import { Section } from './section.tsx';

/** Where runs are kept, and what they write besides. */
export function FolderSettings() {
  const folders = useFolders();
  if (folders === undefined) return null;
  const { runs, spill } = folders;
  const isMoving = runs.next !== runs.inUse;
  return (
    <Section title="Folders">
      <Folder kind="runs" label="Runs" path={runs.next} isDefault={runs.isDefault} shown={runs.inUse}>
        {isMoving ? (
          <>
            Used from the next start of the app on. Until then, runs go to <Code>{runs.inUse}</Code>; what is
            there stays there, and is listed again once that folder is chosen again.
          </>
        ) : (
          'Each run has a folder of its own in it, with its tables and its report.'
        )}
      </Folder>
      <Folder kind="spill" label="Temporary files" path={spill} isDefault={spill === null} shown={spill}>
        For what does not fit the memory while a run goes on. Empty again after each run. Rules that name a
        temp_directory have to name this one.
      </Folder>
    </Section>
  );
}

type FolderProps = {
  kind: FolderKind;
  label: string;
  /** Null for the folder of the run itself. */
  path: string | null;
  isDefault: boolean;
  /** What the file manager can show already. */
  shown: string | null;
  children: ReactNode;
};

function Folder({ kind, label, path, isDefault, shown, children }: FolderProps) {
  return (
    <section aria-label={label}>
      <Text size="sm" fw={550}>
        {label}
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        {children}
      </Text>
      {path === null ? (
        <Text size="sm">In the folder of the run</Text>
      ) : (
        <Code block style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {path}
        </Code>
      )}
      <Group gap="xs" mt="xs">
        <Button variant="default" size="compact-sm" onClick={() => void chooseFolder(kind)}>
          Choose…
        </Button>
        {!isDefault && (
          <Button variant="subtle" size="compact-sm" onClick={() => void resetFolder(kind)}>
            Use default
          </Button>
        )}
        {shown !== null && (
          <Button variant="subtle" size="compact-sm" onClick={() => showInFolder(shown)}>
            Show in folder
          </Button>
        )}
      </Group>
    </section>
  );
}
