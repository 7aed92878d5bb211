import { Text } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { describePlace } from './cell-description.ts';
import classes from './heatmap.module.css';
import type { Place } from './heatmap-keys.ts';
import type { HeatmapModel } from './heatmap-model.ts';
import { cellId } from './heatmap-row.tsx';

const gap = 6;

/** The numbers of a cell, beside it. */
export function CellTooltip({ model, place }: { model: HeatmapModel; place: Place }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tooltip = box.current;
    const cell = document.getElementById(cellId(place.row, place.column));
    if (tooltip === null) return;
    // A cell that is scrolled to is drawn a moment later.
    tooltip.style.visibility = cell === null ? 'hidden' : 'visible';
    if (cell === null) return;
    const { left, top, bottom } = cell.getBoundingClientRect();
    const below = bottom + gap;
    const fitsBelow = below + tooltip.offsetHeight < window.innerHeight;
    tooltip.style.left = `${Math.max(gap, Math.min(left, window.innerWidth - tooltip.offsetWidth - gap))}px`;
    tooltip.style.top = `${fitsBelow ? below : top - gap - tooltip.offsetHeight}px`;
  });
  const row = model.rows[place.row];
  if (row === undefined) return null;
  const { title, lines } = describePlace(model, row, place.column);
  // Mantine's portal draws a moment later, when the place is already measured.
  return createPortal(
    <div ref={box} role="tooltip" className={classes['tooltip']}>
      <Text size="xs" fw={650}>
        {title}
      </Text>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>,
    document.body,
  );
}
