import { formatNumber } from '../../../../shared/format/number.ts';
import type { Picture } from '../../components/chart-image.ts';
import { type ColorScheme, cellColors } from './color-scale.ts';
import { cellText, shownValue } from './figures.ts';
import { scaleEndText } from './heatmap-legend.tsx';
import { type HeatmapModel, type HeatmapRow, shareOfScale } from './heatmap-model.ts';
import { averageHeight, cellWidth, labelWidth, rowHeight } from './heatmap-size.ts';
import { columnText } from './period-text.ts';

// With more columns than these, cells keep their colours and lose their numbers: the picture stays one.
const mostNumberedColumns = 100;
const smallCellWidth = 10;
const margin = 16;
const headHeight = 40;
const legendHeight = 40;

/** The page's colours and font, for what stands around the cells. */
type PageStyle = { background: string; text: string; font: string };

/** The whole heatmap as an SVG, also what is out of view. */
export function heatmapPicture(model: HeatmapModel, title: string, scheme: ColorScheme): Picture {
  const page = pageStyle();
  const isNumbered = model.columns.length <= mostNumberedColumns;
  const across = isNumbered ? cellWidth : smallCellWidth;
  const width = Math.max(680, 2 * margin + labelWidth + model.columns.length * across);
  const sheetHeight = rowHeight + averageHeight + (model.rows.length - 1) * rowHeight;
  const height = headHeight + sheetHeight + legendHeight + margin;
  const everyNth = isNumbered ? 1 : Math.ceil(cellWidth / smallCellWidth);
  const heads = model.columns.map((n, index) =>
    index % everyNth === 0
      ? textAt(columnText(n, model.period), labelWidth + (index + 0.5) * across, 17, page.text, 'middle')
      : '',
  );
  const rows = model.rows.map((row, index) => {
    const y = index === 0 ? rowHeight : rowHeight + averageHeight + (index - 1) * rowHeight;
    return rowAt(model, row, { y, across, isNumbered, scheme, page });
  });
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(page.font)}" font-size="12">
<rect width="${width}" height="${height}" fill="${page.background}"/>
<text x="${margin}" y="25" fill="${page.text}" font-size="15" font-weight="600">${escaped(title)}</text>
<g transform="translate(${margin} ${headHeight})">
${textAt('Cohort', 2, 17, page.text)}${textAt('Size', labelWidth - 6, 17, page.text, 'end')}${heads.join('')}
${rows.join('\n')}
</g>
<g transform="translate(${margin} ${headHeight + sheetHeight + 14})">${legendOf(model, scheme, page)}</g>
</svg>`;
  return { text, width, height };
}

type RowPlace = { y: number; across: number; isNumbered: boolean; scheme: ColorScheme; page: PageStyle };

function rowAt(model: HeatmapModel, row: HeatmapRow, place: RowPlace): string {
  const { y, across, isNumbered, scheme, page } = place;
  const cells = row.cells.map((cell, index) => {
    const value = shownValue(cell, model.shown);
    if (cell === null || value === null) return '';
    const { background, text, stripe } = cellColors(shareOfScale(value, row.end), scheme);
    const x = labelWidth + index * across;
    const box = { x, y: y + 1, width: across - (isNumbered ? 2 : 1), height: rowHeight - 2 };
    return [
      `<rect x="${x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="2" fill="${background}"/>`,
      cell.isComplete ? '' : hatch(box, stripe),
      isNumbered
        ? textAt(cellText(value, model.shown.measure), x + box.width / 2, y + 17, text, 'middle')
        : '',
    ].join('');
  });
  const label = row.isLeftCensored ? `${row.label} ◂` : row.label;
  return `${textAt(label, 2, y + 17, page.text)}${textAt(formatNumber(row.size), labelWidth - 6, y + 17, page.text, 'end')}${cells.join('')}`;
}

type Box = { x: number; y: number; width: number; height: number };

/** Diagonal lines within a box, as a path: patterns are not drawn alike everywhere. */
function hatch({ x, y, width, height }: Box, stripe: string): string {
  const lines: string[] = [];
  for (let offset = 6; offset < width + height; offset += 7) {
    const [x1, y1] = offset < height ? [0, offset] : [offset - height, height];
    const [x2, y2] = offset < width ? [offset, 0] : [width, offset - width];
    lines.push(`M${x + x1} ${y + y1}L${x + x2} ${y + y2}`);
  }
  return `<path d="${lines.join('')}" stroke="${stripe}" stroke-width="1.5"/>`;
}

function legendOf(model: HeatmapModel, scheme: ColorScheme, page: PageStyle): string {
  const steps = Array.from({ length: 20 }, (_, index) => {
    const { background } = cellColors(index / 19, scheme);
    return `<rect x="${50 + index * 8}" width="8" height="12" fill="${background}"/>`;
  });
  const { background, stripe } = cellColors(0.5, scheme);
  const box = { x: 370, y: 0, width: 24, height: 12 };
  return [
    textAt(cellText(0, model.shown.measure), 44, 10, page.text, 'end'),
    ...steps,
    textAt(scaleEndText(model), 216, 10, page.text),
    `<rect x="370" width="24" height="12" fill="${background}"/>${hatch(box, stripe)}`,
    textAt('not over in the data', 400, 10, page.text),
    model.rows.some((row) => row.isLeftCensored) ? textAt('◂ left-censored', 550, 10, page.text) : '',
  ].join('');
}

function textAt(content: string, x: number, y: number, fill: string, anchor = 'start'): string {
  return `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function pageStyle(): PageStyle {
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  return { background: backgroundColor, text: color, font: fontFamily };
}
