import { TextInput } from '@mantine/core';
import { useState } from 'react';

type CheckedInputProps = {
  label: string;
  description: string;
  value: string;
  /** What is wrong with a text; null where nothing is. */
  check: (text: string) => string | null;
  onChange: (text: string) => void;
};

/** A text field that keeps what is right and says what is wrong with the rest. */
export function CheckedInput({ label, description, value, check, onChange }: CheckedInputProps) {
  const [text, setText] = useState(value);
  return (
    <TextInput
      label={label}
      description={description}
      value={text}
      error={check(text.trim())}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        if (check(typed.trim()) === null) onChange(typed.trim());
      }}
    />
  );
}
