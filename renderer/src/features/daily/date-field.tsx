import { TextInput } from '@mantine/core';
import { useState } from 'react';

type DateFieldProps = {
  label: string;
  /** `YYYY-MM-DD`, and so the limits. */
  value: string;
  min: string;
  max: string;
  onChange: (date: string) => void;
};

/** A date. While it is typed it may be none or lie outside: then it is marked, and nothing else changes. */
export function DateField({ label, value, min, max, onChange }: DateFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isInside = (date: string) => date >= min && date <= max;
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      min={min}
      max={max}
      value={typed ?? value}
      error={typed !== null && !isInside(typed)}
      onChange={(event) => {
        const date = event.currentTarget.value;
        setTyped(date);
        if (isInside(date)) onChange(date);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
