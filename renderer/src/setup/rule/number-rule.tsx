import { Group, NumberInput, Slider } from '@mantine/core';
import { useState } from 'react';
import { formatShare } from '../../../../shared/format/number.ts';
import { round } from '../../../../shared/format/round.ts';
import type { ControlProps } from './control-props.ts';

type NumberRuleProps = ControlProps & { step: number; max: number; fractions: boolean };

/** A count or an amount. What is not a number yet stays in the field and is no rule. */
export function NumberRule({
  name,
  descriptionId,
  value,
  disabled,
  onChange,
  step,
  max,
  fractions,
}: NumberRuleProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <NumberInput
      aria-label={name}
      aria-describedby={descriptionId}
      value={draft ?? Number(value)}
      min={0}
      max={max}
      step={step}
      allowDecimal={fractions}
      clampBehavior="strict"
      thousandSeparator=","
      disabled={disabled}
      maw={220}
      onChange={(next) => {
        setDraft(typeof next === 'number' ? null : next);
        if (typeof next === 'number') onChange(next);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}

type ShareRuleProps = ControlProps & {
  /** Where the data stands on the scale; null where nothing was measured. */
  measured: number | null;
};

/** A share: a slider over its whole scale, and the number beside it. */
export function ShareRule(props: ShareRuleProps) {
  const { name, value, disabled, onChange, measured } = props;
  const marks = [
    { value: 0, label: '0%' },
    { value: 0.5, label: '50%' },
    { value: 1, label: '100%' },
  ];
  return (
    <Group gap="md" wrap="nowrap" align="center">
      <Slider
        thumbLabel={`${name} slider`}
        thumbValueText={formatShare}
        value={Number(value)}
        min={0}
        max={1}
        step={0.01}
        marks={measured === null ? marks : [...marks, { value: measured }]}
        label={formatShare}
        disabled={disabled}
        flex={1}
        mb="lg"
        styles={{ markLabel: { color: 'var(--mantine-color-dimmed)', fontSize: 12 } }}
        onChange={(next) => onChange(round(next, 4))}
      />
      <div style={{ width: 110 }}>
        <NumberRule {...props} step={0.01} max={1} fractions />
      </div>
    </Group>
  );
}
