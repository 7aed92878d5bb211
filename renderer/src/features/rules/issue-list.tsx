import { Anchor, Paper, Stack, Text } from '@mantine/core';
import type { ConfigIssue } from '../../../../shared/config/config-issue.ts';
import { formatCount } from '../../../../shared/format/number.ts';

type IssueListProps = { issues: readonly ConfigIssue[]; onShow: (issue: ConfigIssue) => void };

/** The faults of the text, each with its place; pressing one leads there. */
export function IssueList({ issues, onShow }: IssueListProps) {
  return (
    <div aria-live="polite">
      {issues.length > 0 && (
        <Paper withBorder p="sm" mah={180} style={{ overflowY: 'auto' }} role="group" aria-label="Faults">
          <Text size="sm" fw={600} mb={4}>
            {formatCount(issues.length, 'fault')} to mend; until then the controls rest and no run starts.
          </Text>
          <Stack gap={2}>
            {issues.map((issue) => (
              <Text size="xs" key={`${issue.line}:${issue.column}:${issue.message}`}>
                <Anchor component="button" size="xs" ff="monospace" onClick={() => onShow(issue)}>
                  {issue.line}:{issue.column}
                </Anchor>{' '}
                {issue.message}
              </Text>
            ))}
          </Stack>
        </Paper>
      )}
    </div>
  );
}
