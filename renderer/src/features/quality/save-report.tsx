import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { JudgedRun } from '../../../../shared/quality/judged-run.ts';
import { reportHtml } from '../../../../shared/quality/report-html.ts';
import { reportJson } from '../../../../shared/quality/report-json.ts';
import { failureOfCall } from '../../lib/call.ts';
import { baseName } from '../../lib/paths.ts';
import { saveFile } from '../../lib/save-file.ts';

/** What came of saving: where the report is, or why it is not. */
export type Saved = { readonly path: string } | { readonly failure: string };

type SaveReportProps = { judged: JudgedRun; onSaved: (saved: Saved | null) => void };

/** Keeps the report of a run as it is judged on screen. */
export function SaveReport({ judged, onSaved }: SaveReportProps) {
  const { inputs, finished_at } = judged.manifest;
  const name = `Quality report ${baseName(inputs[0]?.path ?? '')} ${finished_at.slice(0, 10)}`;
  const save = async (kind: 'html' | 'json') => {
    onSaved(null);
    try {
      const path = await saveFile(name, kind, kind === 'html' ? reportHtml(judged) : reportJson(judged));
      if (path !== null) onSaved({ path });
    } catch (error) {
      onSaved({ failure: failureOfCall(error).message });
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          Save report
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('html')}>Save report as HTML…</Menu.Item>
        <Menu.Item onClick={() => void save('json')}>Save report as JSON…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
