import { Trans, useLingui } from '@lingui/react/macro';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CheckedProvider, CheckFinding } from '@sampark/contracts/single-sign-on.ts';
import { CircleCheck, CircleX } from 'lucide-react';
import { Notice } from '../../ui/notice.tsx';

/** What is wrong, and what to do: one sentence each. */
const findings: Record<CheckFinding, { title: MessageDescriptor; remedy: MessageDescriptor }> = {
  not_an_address: {
    title: msg`The issuer is not an address.`,
    remedy: msg`Enter it as your provider calls it, such as https://login.example.com.`,
  },
  not_https: {
    title: msg`The issuer has no encrypted address.`,
    remedy: msg`It has to begin with https://.`,
  },
  address_refused: {
    title: msg`This server may not call that address.`,
    remedy: msg`It is on a private network. Whoever runs Sampark can allow it with SAMPARK_SENDER_NETWORKS.`,
  },
  no_connection: {
    title: msg`Nobody answers there.`,
    remedy: msg`Check the address, the certificate, and whether this server reaches it.`,
  },
  no_answer_in_time: {
    title: msg`The provider took too long to answer.`,
    remedy: msg`Try again; if it stays, ask whoever runs the provider.`,
  },
  no_document: {
    title: msg`The provider does not describe itself at this address.`,
    remedy: msg`Something is wrong in the issuer: with /.well-known/openid-configuration behind it a page must open.`,
  },
  not_a_document: {
    title: msg`What is at this address is no OpenID provider.`,
    remedy: msg`Check the issuer in your provider’s settings.`,
  },
  other_issuer: {
    title: msg`The provider calls itself by another name.`,
    remedy: msg`Copy the issuer from its settings letter by letter; one for several organisations cannot be used.`,
  },
  endpoint_missing: {
    title: msg`The provider lacks something that is needed.`,
    remedy: msg`It has to offer the authorization code flow and its keys.`,
  },
  endpoint_not_https: {
    title: msg`One of the provider’s addresses is not encrypted.`,
    remedy: msg`Ask whoever runs the provider to serve it by https.`,
  },
  keys_unreadable: {
    title: msg`The provider’s keys cannot be read.`,
    remedy: msg`Ask whoever runs the provider.`,
  },
  client_refused: {
    title: msg`The provider does not know this client ID with this secret.`,
    remedy: msg`Copy both again; a secret may also have run out.`,
  },
  client_unclear: {
    title: msg`The provider answered, but not whether the client is right.`,
    remedy: msg`Check that it is a web application with a secret, then sign in once to try it.`,
  },
};

export function CheckResult({ result }: { result: CheckedProvider }) {
  const { t, i18n } = useLingui();
  if (result.finding === null)
    return (
      <div role="status">
        <Notice icon={CircleCheck} tone="ok" title={t`The connection works.`}>
          {result.signs_out ? (
            <Trans>Address, keys and client are right; signing out ends the provider’s session too.</Trans>
          ) : (
            <Trans>Address, keys and client are right. The provider’s own session is ended there only.</Trans>
          )}
        </Notice>
      </div>
    );
  const { title, remedy } = findings[result.finding];
  return (
    <div role="alert">
      <Notice icon={CircleX} tone="danger" title={i18n._(title)}>
        {i18n._(remedy)} {result.detail && <code className="font-mono break-all">{result.detail}</code>}
      </Notice>
    </div>
  );
}
