import { Select, Switch } from '@mantine/core';
import type { Measured } from '../../../../shared/quality/measured.ts';
import type { ControlProps } from './control-props.ts';
import { NumberRule, ShareRule } from './number-rule.tsx';
import type { RuleKind } from './rule-kinds.ts';
import { EventTypesRule, TextRule, TimeZoneRule } from './text-rules.tsx';
import type { Verdict } from './verdicts.ts';

type RuleControlProps = ControlProps & {
  kind: RuleKind;
  verdict: Verdict | null;
  /** What the last run or, before any, a look into the sources measured, for suggestions. */
  measured: Measured | null;
};

/** The control that fits a rule. */
export function RuleControl({ kind, verdict, measured, ...control }: RuleControlProps) {
  const { name, descriptionId, value, disabled, onChange } = control;
  const eventTypes = measured?.event_types.map(({ event_type }) => event_type) ?? [];
  switch (kind.kind) {
    case 'share':
      return <ShareRule {...control} measured={verdict?.share ?? null} />;
    case 'number':
      return <NumberRule {...control} step={kind.step} max={kind.max} fractions={kind.fractions} />;
    case 'flag':
      return (
        <Switch
          aria-label={name}
          aria-describedby={descriptionId}
          checked={value === true}
          label={value === true ? 'On' : 'Off'}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          aria-label={name}
          aria-describedby={descriptionId}
          allowDeselect={false}
          data={[...kind.values]}
          value={String(value)}
          disabled={disabled}
          onChange={(next) => next !== null && onChange(next)}
        />
      );
    case 'event-types':
      return <EventTypesRule {...control} placeholder={kind.placeholder} suggestions={eventTypes} />;
    case 'text': {
      const properties = measured?.columns.map(({ column }) => column.replace(/^prop_/, '')) ?? [];
      return <TextRule {...control} suggestions={kind.suggests === 'properties' ? properties : eventTypes} />;
    }
    case 'time-zone':
      return <TimeZoneRule {...control} />;
  }
}
