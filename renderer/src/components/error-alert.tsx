import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type ErrorAlertProps = {
  title: string;
  /** A sentence, or several a line each, as the app reports them. */
  message: string;
  color?: 'red' | 'yellow';
  onClose?: () => void;
  children?: ReactNode;
};

/** A failure: what, where, and what to do about it. */
export function ErrorAlert({ title, message, color = 'red', onClose, children }: ErrorAlertProps) {
  return (
    <Alert
      role="alert"
      color={color}
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Dismiss"
      {...(onClose === undefined ? {} : { onClose })}
    >
      <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {message}
      </Text>
      {children}
    </Alert>
  );
}
