import { visibleText } from './visible-text.ts';

/** Markup that may stand in a page as it is. Only `html` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

/** A template of HTML. What is put in is text and escaped, whatever it holds; markup made by `html` stays markup. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Markup {
  const filled = parts.map((part, index) => `${render(part)}${literals[index + 1] ?? ''}`);
  return new Markup(`${literals[0] ?? ''}${filled.join('')}`);
}

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escapeHtml(String(part));
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text for the content or a quoted attribute of an HTML page; characters no page may hold become visible marks. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
