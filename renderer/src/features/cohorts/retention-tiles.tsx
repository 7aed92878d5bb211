import { SimpleGrid, Text } from '@mantine/core';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import type { DayTile } from '../../../../shared/ipc/cohorts.ts';
import { dayTile } from '../../../../shared/metrics/cohort-views.ts';
import { wilsonInterval } from '../../../../shared/metrics/wilson.ts';
import { FigureTile } from '../../components/figure-tile.tsx';
import { formatValue, noValue } from '../../lib/format.ts';

type TilesProps = { tiles: readonly DayTile[]; isRolling: boolean; sql: string };

/** Retention on a few days, over all daily cohorts; whatever the heatmap shows. */
export function RetentionTiles({ tiles, isRolling, sql }: TilesProps) {
  return (
    <SimpleGrid cols={tiles.length} spacing="md">
      {tiles.map((tile) => (
        <Tile key={tile.day} tile={tile} isRolling={isRolling} sql={sql} />
      ))}
    </SimpleGrid>
  );
}

function Tile({ tile, isRolling, sql }: { tile: DayTile; isRolling: boolean; sql: string }) {
  const { day, cohorts, size, active, retained } = tile;
  const definition = dayTile(day, isRolling);
  const counted = isRolling ? retained : active;
  const interval = wilsonInterval(counted, size);
  return (
    <FigureTile
      label={definition.label}
      variant={isRolling ? 'rolling' : 'classic'}
      definition={definition}
      sql={sql}
    >
      <Text fz={28} fw={650} lh={1.2} className="numeric">
        {interval === null ? noValue : formatValue(counted / size, 'share')}
      </Text>
      {interval !== null && (
        <Text size="sm" className="numeric">
          95% interval {formatValue(interval.low, 'share')} to {formatValue(interval.high, 'share')}
        </Text>
      )}
      <Text size="sm" c="dimmed" className="numeric">
        {interval === null
          ? `No cohort has a day ${day} that is over in the data.`
          : `${formatNumber(counted)} of ${formatCount(size, 'player')} in ${formatCount(cohorts, 'daily cohort')}`}
      </Text>
    </FigureTile>
  );
}
