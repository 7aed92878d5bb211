// biome-ignore-all lint/a11y/useSemanticElements: as in data-grid.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons in it are

import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { EventColumn } from '../../../../shared/events/columns.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import { Definition } from '../../components/definition.tsx';
import classes from './data-grid.module.css';
import { toggleSort, useDataView } from './data-store.ts';
import { FilterPopover } from './filter-popover.tsx';

type GridHeaderProps = {
  columns: readonly EventColumn[];
  items: readonly VirtualItem[];
  width: number;
  /** The column of the active cell: the Tab key goes to its buttons, not to those of hundreds. */
  activeColumn: number;
};

/** The names of the columns: each sorts, filters and explains its own. */
export function GridHeader({ columns, items, width, activeColumn }: GridHeaderProps) {
  const { filters, sort } = useDataView();
  return (
    <div role="rowgroup" className={classes['header']} style={{ width }}>
      <div role="row" aria-rowindex={1}>
        <div role="columnheader" aria-colindex={1} className={classes['corner']}>
          Row
        </div>
        {items.map(({ index, start, size }) => {
          const column = columns[index];
          if (column === undefined) return null;
          const direction = sort?.column === column.name ? sort.direction : 'none';
          const tabIndex = index === activeColumn ? 0 : -1;
          const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
          return (
            <div
              key={column.name}
              role="columnheader"
              aria-colindex={index + 2}
              aria-label={column.name}
              aria-sort={direction}
              className={classes['name']}
              style={{ left: start, width: size }}
            >
              <UnstyledButton
                className={classes['sort']}
                aria-label={`Sort by ${column.name}`}
                title={visibleLine(column.name)}
                tabIndex={tabIndex}
                onClick={() => toggleSort(column.name)}
              >
                <span className={classes['text']}>{visibleLine(column.name)}</span>
                {direction !== 'none' && <Arrow size={14} aria-hidden style={{ flexShrink: 0 }} />}
              </UnstyledButton>
              <FilterPopover
                column={column}
                isFiltered={filters.some((filter) => filter.column === column.name)}
                tabIndex={tabIndex}
              />
              <Definition of={column} tabIndex={tabIndex} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
