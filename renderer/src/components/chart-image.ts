/** A series in a legend; `color` is any CSS colour, variables included. */
export type LegendItem = { readonly label: string; readonly color: string };

/** An SVG that stands on its own, with its size in CSS pixels. */
export type Picture = { readonly text: string; readonly width: number; readonly height: number };

const scale = 2;
// Browsers draw no larger pictures; those that would be are drawn smaller.
const longestSide = 16_384;
const titleHeight = 32;
const legendHeight = 28;
const svgNamespace = 'http://www.w3.org/2000/svg';

// What styles of the page an SVG needs once it is away from it.
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'display',
] as const;

/** A chart as an SVG of its own: styles written into it, on the page's background, with its title and legend. */
export function svgDocument(svg: SVGSVGElement, title: string, legend: readonly LegendItem[]): Picture {
  const { width, height: chartHeight } = svg.getBoundingClientRect();
  const height = titleHeight + chartHeight + (legend.length > 0 ? legendHeight : 0);
  const style = getComputedStyle(document.body);
  const root = element('svg', { xmlns: svgNamespace, width, height, viewBox: `0 0 ${width} ${height}` });
  root.append(element('rect', { width, height, fill: style.backgroundColor }));
  root.append(text(title, 12, 21, { fill: style.color, 'font-weight': '600', 'font-size': '15px' }));
  const chart = withStyles(svg);
  for (const [name, value] of Object.entries({ x: 0, y: titleHeight, width, height: chartHeight }))
    chart.setAttribute(name, String(value));
  root.append(chart);
  let x = 12;
  for (const { label, color } of legend) {
    const y = titleHeight + chartHeight + 6;
    root.append(element('rect', { x, y, width: 12, height: 12, rx: 3, fill: resolved(color) }));
    root.append(text(label, x + 18, y + 10, { fill: style.color, 'font-size': '12px' }));
    x += 40 + label.length * 7;
  }
  root.style.fontFamily = style.fontFamily;
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

/** A picture as the bytes of a PNG, at twice its size; a very large one smaller. */
export async function toPng({ text: source, width, height }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const fitting = Math.min(scale, longestSide / width, longestSide / height);
  canvas.width = Math.ceil(width * fitting);
  canvas.height = Math.ceil(height * fitting);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error('The chart is too large for a picture: save it as SVG.');
  return new Uint8Array(await blob.arrayBuffer());
}

function withStyles(svg: SVGSVGElement): SVGElement {
  const copy = element('svg', {});
  copy.innerHTML = svg.innerHTML;
  for (const { name, value } of svg.attributes) copy.setAttribute(name, value);
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll<SVGElement>('*').forEach((node, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const property of properties) node.style.setProperty(property, style.getPropertyValue(property));
    node.removeAttribute('class');
  });
  return copy;
}

function element(name: 'svg' | 'rect' | 'text', attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function text(content: string, x: number, y: number, attributes: Record<string, string>): SVGElement {
  const made = element('text', { x, y, ...attributes });
  made.textContent = content;
  return made;
}

/** A colour without variables. */
function resolved(color: string): string {
  const probe = document.createElement('span');
  probe.style.color = color;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
