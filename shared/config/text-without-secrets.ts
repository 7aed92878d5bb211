import { visit } from 'yaml';
import { readYaml } from './yaml-source.ts';
import { applySplices, type Splice } from './yaml-splice.ts';
import { renderValue } from './yaml-text.ts';

const address = /[a-z][a-z0-9+.-]*:\/\/(?:\$\{[^}]*\}|[^\s'"`,}\]])+/gi;

/**
 * The text of a configuration as it may be stored: of each web address, in values however they are written and in
 * comments, only the host stays. References to variables stay as they are. What was done once changes nothing again.
 */
export function textWithoutSecrets(text: string): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const source = text.slice(mark.length);
  const splices: Splice[] = [];
  visit(readYaml(source).document, {
    Scalar(_key, { value, range }) {
      if (typeof value !== 'string' || range == null) return;
      const shown = value.replaceAll(address, hostOf);
      if (shown === value) return;
      const [start, end] = range;
      // A block ends with its line.
      const lineEnd = source.slice(start, end).endsWith('\n') ? '\n' : '';
      splices.push({ start, end, text: renderValue(shown.trim()) + lineEnd });
    },
  });
  return mark + applySplices(source, splices).replaceAll(address, hostOf);
}

function hostOf(found: string): string {
  return URL.canParse(found) ? `${found.slice(0, found.indexOf('://'))}://${new URL(found).host}/...` : '...';
}
