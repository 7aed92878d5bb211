/**
 * A text with what cannot be seen made visible: controls as their pictures (U+0001 as U+2401), half characters and controls
 * without a picture as the replacement character. Tabs and line feeds stay.
 */
export function visibleText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/(?![\t\n])\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}
