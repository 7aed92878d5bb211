import { Stack } from '@mantine/core';
import { useRef } from 'react';
import type { ConfigIssue } from '../../../../shared/config/config-issue.ts';
import { setText, useRules } from '../../setup/rules-store.ts';
import { Changes } from './changes.tsx';
import { IssueList } from './issue-list.tsx';
import { YamlEditor } from './yaml-editor.tsx';

/** The rules as text: what is saved, the text itself, its faults. */
export function YamlPanel() {
  const { text, issues } = useRules();
  const editor = useRef<HTMLTextAreaElement>(null);
  const show = ({ line, column }: ConfigIssue) => {
    const before = text.split('\n').slice(0, line - 1);
    const offset = before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
    editor.current?.focus();
    editor.current?.setSelectionRange(offset, offset);
  };
  return (
    <Stack gap="xs" component="section" aria-label="YAML" h="100%" mih={0}>
      <Changes />
      <YamlEditor ref={editor} text={text} issues={issues} onChange={setText} />
      <IssueList issues={issues} onShow={show} />
    </Stack>
  );
}
