/** What every control of a rule takes. */
export type ControlProps = {
  name: string;
  /** The element that says what the rule means. */
  descriptionId: string;
  value: unknown;
  disabled: boolean;
  onChange: (value: unknown) => void;
};
