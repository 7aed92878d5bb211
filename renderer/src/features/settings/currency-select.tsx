import { Select } from '@mantine/core';
import { settingsSchema } from '../../../../shared/ipc/settings.ts';
import { changeSettings, useSettings } from '../../lib/settings.ts';

const { currency: currencySchema } = settingsSchema.shape;
const common = ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'KRW', 'INR', 'BRL', 'CAD', 'AUD'];
const names = new Intl.DisplayNames('en', { type: 'currency' });
const optionOf = (code: string) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` });
const others = Intl.supportedValuesOf('currency').filter((code) => !common.includes(code));
const options = [
  { group: 'Common', items: common.map(optionOf) },
  { group: 'All others', items: others.map(optionOf) },
];

/** The currency that amounts are shown in. */
export function CurrencySelect() {
  const { currency } = useSettings();
  return (
    <Select
      label="Currency"
      description="Amounts are shown in it as they stand in the events; nothing is converted."
      searchable
      allowDeselect={false}
      value={currency}
      data={options}
      nothingFoundMessage="No such currency"
      onChange={(value) => void changeSettings({ currency: currencySchema.parse(value) })}
    />
  );
}
