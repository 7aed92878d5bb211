import { distance } from 'fastest-levenshtein';
import { formatPath } from './config-issue.ts';
import { configKeys } from './config-keys.ts';

type Known = { name: string; section: string };

const known: readonly Known[] = configKeys.map(({ path }) => {
  return { name: path.at(-1) ?? '', section: formatPath(path.slice(0, -1)) };
});

/** Edits between two keys, blind to case, hyphens and underscores: `minEvents` is `min_events`. */
function edits(one: string, other: string): number {
  const plain = (key: string) => key.toLowerCase().replaceAll(/[-_ ]/g, '');
  return distance(plain(one), plain(other));
}

/** The closest candidate, unless so many letters differ that it is none of them. */
function nearest(key: string, candidates: readonly Known[]): Known | undefined {
  const limit = Math.max(2, Math.floor(key.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: edits(key, candidate.name) }))
    .toSorted((a, b) => a.edits - b.edits);
  const [best] = ranked;
  return best && best.edits <= limit ? best.candidate : undefined;
}

/** Says of a key that is not known in `section` (`''` at the top) which one was meant, or where it belongs. */
export function explainUnknownKey(key: string, section: string): string {
  const unknown = `unknown key ${JSON.stringify(key)}`;
  if (key === '<<') return `${unknown}: merge keys are not supported, write the keys out`;
  const home = known.find((other) => other.name === key);
  if (home)
    return `${unknown}: it belongs ${home.section === '' ? 'at the top level' : `under ${home.section}`}`;

  const siblings = known.filter((other) => other.section === section);
  const sibling = nearest(key, siblings);
  if (sibling) return `${unknown}, did you mean "${sibling.name}"?`;

  const elsewhere = nearest(key, known);
  if (elsewhere) return `${unknown}, did you mean "${formatPath([elsewhere.section, elsewhere.name])}"?`;
  return `${unknown}; the keys here are ${siblings.map(({ name }) => name).join(', ')}`;
}
