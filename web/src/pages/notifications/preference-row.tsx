import { mailRhythms, type MailRhythm } from '@sampark/contracts/notification-kinds.ts';
import { type NotificationPreferences } from '@sampark/contracts/notifications.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Mail } from 'lucide-react';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { kindWords } from './kind-words.ts';

type Kind = NotificationPreferences['kinds'][number];

const rhythmWords: Record<MailRhythm, MessageDescriptor> = {
  off: msg`No e-mail`,
  immediate: msg`E-mail at once`,
  hourly: msg`E-mail each hour`,
  daily: msg`E-mail each morning`,
};

/** One kind: in the dashboard or not, and how often by e-mail. */
export function PreferenceRow(props: {
  item: Kind;
  onChange: (change: Partial<Pick<Kind, 'in_app' | 'email'>>) => void;
}) {
  const { t, i18n } = useLingui();
  const { item } = props;
  const words = kindWords[item.kind];
  const name = i18n._(words.name);
  return (
    <li data-kind={item.kind} className="grid gap-1 py-3">
      <Switch
        label={name}
        hint={
          <>
            {i18n._(words.hint)} {item.always && t`Always shown in the dashboard.`}
          </>
        }
        checked={item.in_app}
        disabled={item.always}
        onChange={(in_app) => props.onChange({ in_app })}
      />
      <div className="-ms-2">
        {item.mailable ? (
          <Select
            label={t`E-mail about: ${name}`}
            value={item.email}
            items={mailRhythms.map((value) => ({ value, label: i18n._(rhythmWords[value]) }))}
            onChange={(email) => props.onChange({ email })}
            icon={<Mail className="size-4" aria-hidden />}
          />
        ) : (
          <p className="px-2 text-sm text-muted">{t`Never by e-mail: it would not arrive either.`}</p>
        )}
      </div>
    </li>
  );
}
