import { Paper } from '@mantine/core';
import classes from './diff-lines.module.css';
import { diffLines } from './line-diff.ts';

type DiffLinesProps = { label: string; before: string; after: string };

/** The lines that differ between two texts. */
export function DiffLines({ label, before, after }: DiffLinesProps) {
  return (
    <Paper withBorder mt={4} className={classes['diff'] ?? ''} role="region" aria-label={label} tabIndex={0}>
      {diffLines(before, after).map(({ kind, line, text }) => (
        <div key={`${kind}${line}`} data-kind={kind} className={classes['line']}>
          <span className={classes['number']}>{line}</span>
          {kind === 'added' ? '+ ' : '− '}
          {text}
        </div>
      ))}
    </Paper>
  );
}
