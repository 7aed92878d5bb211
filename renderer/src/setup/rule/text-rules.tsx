import { Autocomplete, Select, TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { ControlProps } from './control-props.ts';

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** A time zone by its name. */
export function TimeZoneRule({ name, descriptionId, value, disabled, onChange }: ControlProps) {
  const zone = String(value);
  return (
    <Select
      aria-label={name}
      aria-describedby={descriptionId}
      searchable
      allowDeselect={false}
      limit={100}
      nothingFoundMessage="There is no such time zone"
      data={zones.includes(zone) ? zones : [zone, ...zones]}
      value={zone}
      disabled={disabled}
      maw={320}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

type SuggestingProps = ControlProps & { suggestions: readonly string[] };

/** A list of event types; those of the data are suggested. */
export function EventTypesRule(props: SuggestingProps & { placeholder: string }) {
  const { name, descriptionId, value, disabled, onChange, suggestions, placeholder } = props;
  const types = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      aria-label={name}
      aria-describedby={descriptionId}
      data={[...suggestions]}
      value={types}
      placeholder={types.length === 0 ? placeholder : 'Add…'}
      // Disabled ones would be too faint to read.
      readOnly={disabled}
      onChange={(next) => onChange(next)}
    />
  );
}

/** A name. An empty one stays in the field and is no rule. */
export function TextRule({ name, descriptionId, value, disabled, onChange, suggestions }: SuggestingProps) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <Autocomplete
      aria-label={name}
      aria-describedby={descriptionId}
      data={[...suggestions]}
      limit={50}
      value={isEmpty ? '' : String(value)}
      error={isEmpty ? 'must be one character or more' : null}
      disabled={disabled}
      maw={320}
      onChange={(next) => {
        setEmpty(next === '');
        if (next !== '') onChange(next);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
