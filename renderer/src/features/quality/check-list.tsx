import { Box, Button, Divider, Paper } from '@mantine/core';
import { Fragment } from 'react';
import { formatCount } from '../../../../shared/format/number.ts';
import type { CheckResult } from '../../../../shared/quality/check-result.ts';
import { checkSql } from '../../../../shared/quality/check-sql.ts';
import { checkIds, checks as definitions } from '../../../../shared/quality/checks.ts';
import { graver } from '../../../../shared/quality/gravity.ts';
import type { JudgedRun } from '../../../../shared/quality/judged-run.ts';
import { CheckCard } from './check-card.tsx';
import { CheckRules } from './check-rules.tsx';

type CheckListProps = { judged: JudgedRun; onShowColumns: () => void };

/** Every check of a run; that of null shares by its worst column. */
export function CheckList({ judged, onShowColumns }: CheckListProps) {
  const { manifest, measured, config, checks, judgedBy } = judged;
  const canMove = judgedBy === 'rules';
  return (
    <Paper withBorder px="md" py={4} component="section" aria-label="Checks">
      {checkIds.map((id, index) => {
        const own = checks.filter((check) => check.id === id).toSorted(graver);
        const [worst] = own;
        if (worst === undefined) return null;
        const others = countOthers(own);
        return (
          <Fragment key={id}>
            {index > 0 && <Divider />}
            <CheckCard
              definition={definitions[id]}
              result={worst}
              sql={checkSql(id, { manifest, config }, worst.column ?? undefined)}
              measured={measured}
              canMove={canMove}
              also={others > 0 ? ` And ${formatCount(others, 'more column')}.` : ''}
              more={
                definitions[id].isByColumn && (
                  <Button variant="subtle" size="compact-sm" onClick={onShowColumns}>
                    All columns
                  </Button>
                )
              }
            />
          </Fragment>
        );
      })}
      {canMove && (
        <>
          <Divider />
          <Box py="md">
            <CheckRules keys={['strict_mode']} measured={measured} />
          </Box>
        </>
      )}
    </Paper>
  );
}

/** How many columns beside the worst are as bad; none where all is well. */
function countOthers(results: readonly CheckResult[]): number {
  const status = results[0]?.status;
  if (status === 'pass' || status === 'skipped') return 0;
  return results.filter((result) => result.status === status).length - 1;
}
