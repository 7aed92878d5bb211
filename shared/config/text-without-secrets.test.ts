import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { textWithoutSecrets } from './text-without-secrets.ts';

const secret = 'https://user:pa55@hooks.example:8443/services/T0/pa55?token=pa55#pa55';
const escaped = [...secret].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('');

test.each([
  ['plain', `monitoring:\n  alert_webhook_url: ${secret}\n`],
  ['in single quotes', `monitoring: { alert_webhook_url: '${secret}' }\n`],
  ['in double quotes', `monitoring: { alert_webhook_url: "${secret}" }\n`],
  ['escaped', `monitoring:\n  alert_webhook_url: "${escaped}"\n  log_level: INFO\n`],
  ['as a block', `monitoring:\n  alert_webhook_url: >-\n    ${secret}\n  log_level: INFO\n`],
  ['anchored', `aggregation:\n  revenue_property: &a ${secret}\nmonitoring:\n  alert_webhook_url: *a\n`],
  ['twice', `monitoring:\n  alert_webhook_url: ${secret}\n  alert_webhook_url: ${secret}\n`],
  ['with a variable', `monitoring:\n  alert_webhook_url: https://hooks.example:8443/pa55/\${TOKEN}\n`],
  ['in a comment', `# was ${secret}\nstrict_mode: true\n`],
  ['with a mark before it', `\uFEFFmonitoring:\n  alert_webhook_url: ${secret}\n`],
  ['in a broken text', `monitoring: [\n  alert_webhook_url: ${secret}\n`],
])('of an address %s only the host stays', (_, text) => {
  const shown = textWithoutSecrets(text);
  expect(shown).not.toContain('pa55');
  expect(shown).toContain('https://hooks.example:8443/...');
  expect(textWithoutSecrets(shown)).toBe(shown);
  const options = { file: 'r.yaml', env: { TOKEN: 't' } };
  expect(parseConfig(shown, options).ok).toBe(parseConfig(text, options).ok);
});

test.each([
  ['', 'nothing'],
  ['# mine\nstrict_mode: true   # yes\r\n', 'what holds no address'],
  [`monitoring:\n  alert_webhook_url: \${HOOK}\n  log_file: \${LOGS}/a.log\n`, 'references to variables'],
])('%j stays as it is: %s', (text) => {
  expect(textWithoutSecrets(text)).toBe(text);
});
