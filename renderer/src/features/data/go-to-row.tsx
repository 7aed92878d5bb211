import { NumberInput } from '@mantine/core';
import { useState } from 'react';

/** Leads to a row by its number, counted from 1. */
export function GoToRow({ rowCount, onGo }: { rowCount: number; onGo: (index: number) => void }) {
  const [row, setRow] = useState<number | string>('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof row === 'number') onGo(Math.min(row, rowCount) - 1);
      }}
    >
      <NumberInput
        size="xs"
        w={130}
        aria-label="Go to row"
        placeholder="Go to row"
        hideControls
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        min={1}
        value={row}
        onChange={setRow}
      />
    </form>
  );
}
