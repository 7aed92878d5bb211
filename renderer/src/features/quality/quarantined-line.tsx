import { Badge, Button, Code, CopyButton, Group, Paper, Text, VisuallyHidden } from '@mantine/core';
import { formatNumber } from '../../../../shared/format/number.ts';
import { visibleText } from '../../../../shared/format/visible-text.ts';
import type { QuarantinedRow } from '../../../../shared/ipc/quality.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import classes from './quarantine-browser.module.css';
import { useQuarantinedLine } from './use-quarantine.ts';

// As much as anyone reads, and as a page lays out at once.
const maxDrawn = 20_000;

/** The chosen line: place, reason, and its raw text, to be copied. */
export function QuarantinedLine({ runId, position }: { runId: string; position: number | null }) {
  const { data: line, error } = useQuarantinedLine(runId, position);
  return (
    <>
      {/* Only that it is there: its text may be long, and is read on the spot. */}
      <VisuallyHidden role="status">
        {line != null && `${line.file}:${line.line}, ${line.reason}: shown below the table`}
      </VisuallyHidden>
      {error !== null ? (
        <ErrorAlert title="The line cannot be read" message={error.message} />
      ) : line == null ? (
        <Text size="sm" c="dimmed" mih={120}>
          {position === null ? 'Choose a line to read all of it.' : 'Reading the line…'}
        </Text>
      ) : (
        <Line line={line} />
      )}
    </>
  );
}

function Line({ line }: { line: QuarantinedRow }) {
  const { file, line: number, byte_offset, reason, detail, text, is_utf8, is_cut } = line;
  const drawn = text.slice(0, maxDrawn);
  return (
    <Paper withBorder p="md" component="section" aria-label="Quarantined line" mih={120}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <div>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <b>
              {file}:{number}
            </b>
            , byte {formatNumber(byte_offset)}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {reason}
            {detail !== null && `: ${detail}`}
          </Text>
        </div>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy} style={{ flexShrink: 0 }}>
              {copied ? 'Copied' : 'Copy text'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Group gap="xs" mb={4}>
        {!is_utf8 && (
          <Badge variant="light" color="yellow" tt="none">
            Kept as bytes: what is no UTF-8 shows as �
          </Badge>
        )}
        {(is_cut || drawn.length < text.length) && (
          <Badge variant="light" color="yellow" tt="none">
            The first {formatNumber(drawn.length)} characters
            {is_cut && '; all of it is in rejected_events.jsonl'}
          </Badge>
        )}
      </Group>
      <Code block className={classes['raw'] ?? ''} tabIndex={0} aria-label="Raw text" role="region">
        {visibleText(drawn)}
      </Code>
    </Paper>
  );
}
