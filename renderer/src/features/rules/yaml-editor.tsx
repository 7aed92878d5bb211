import { type Ref, useId } from 'react';
import type { ConfigIssue } from '../../../../shared/config/config-issue.ts';
import classes from './yaml-editor.module.css';

const lineHeight = 20;

type YamlEditorProps = {
  text: string;
  issues: readonly ConfigIssue[];
  onChange: (text: string) => void;
  ref: Ref<HTMLTextAreaElement>;
};

/** The text of the rules, with line numbers; lines with faults are marked. */
export function YamlEditor({ text, issues, onChange, ref }: YamlEditorProps) {
  const hintId = useId();
  const faulty = new Set(issues.map(({ line }) => line));
  const count = text.split('\n').length;
  return (
    <div className={classes['frame']}>
      <div className={classes['marks']} aria-hidden>
        {[...faulty].map((line) => (
          <div key={line} className={classes['mark']} style={{ top: (line - 1) * lineHeight }} />
        ))}
      </div>
      <div className={classes['numbers']} aria-hidden>
        {Array.from({ length: count }, (_, index) => index + 1).map((line) => (
          <div key={line} {...(faulty.has(line) ? { 'data-faulty': true } : {})}>
            {line}
          </div>
        ))}
      </div>
      <textarea
        ref={ref}
        className={classes['text']}
        aria-label="Rules as YAML"
        aria-invalid={issues.length > 0}
        aria-describedby={hintId}
        value={text}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span id={hintId} hidden>
        {issues.length === 0 ? 'The text has no faults.' : 'The faults of the text are listed below it.'}
      </span>
    </div>
  );
}
