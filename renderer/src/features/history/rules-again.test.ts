import { expect, test } from 'vitest';
import { textWithoutSecrets } from '../../../../shared/config/text-without-secrets.ts';
import { rulesAgain } from './rules-again.ts';

const rules = `strict_mode: true # mine
monitoring:
  enable_alerts: true
  alert_webhook_url: https://user:pa55@hooks.example/pa55
`;
const recorded = textWithoutSecrets(rules);

test('the rules in use stay as they are where they are those of the run', () => {
  expect(rulesAgain(recorded, rules)).toBe(rules);
});

test('alerts are off where their address is not known any more', () => {
  expect(rulesAgain(recorded, 'strict_mode: false\n')).toBe(`strict_mode: true # mine
monitoring:
  enable_alerts: false
  alert_webhook_url: null
`);
});

test('all else stays as it was recorded', () => {
  const text = `monitoring:\n  enable_alerts: true\n  alert_webhook_url: \${HOOK}\n`;
  expect(rulesAgain(text, '')).toBe(text);
});
