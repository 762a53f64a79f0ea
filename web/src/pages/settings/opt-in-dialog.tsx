import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { authorised } from '../../api/calls.ts';
import type { Item } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { channels } from '../../lib/channels.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { purposes } from '../../lib/purposes.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';

export type OptInPage = Item<'GET /api/v1/opt-in-pages'>;
export const optInKey = ['GET /api/v1/opt-in-pages'] as const;

/** Makes a page, or changes one: new wording is a new version, and older consents keep theirs. */
export function OptInDialog({ page, onClose }: { page?: OptInPage; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [name, setName] = useState(page?.name ?? '');
  const [language, setLanguage] = useState<'en' | 'bn'>(page?.language ?? 'en');
  const [offers, setOffers] = useState<readonly string[]>(page?.offers ?? []);
  const [wording, setWording] = useState(page?.wording ?? '');
  const [keyword, setKeyword] = useState(page?.keyword ?? '');
  const [faults, setFaults] = useState<SummaryItem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), offers, wording: wording.trim(), keyword: keyword.trim() || null };
      return page
        ? authorised(`/api/v1/opt-in-pages/${page.id}`, {
            method: 'PATCH',
            headers: { 'if-match': `"${Date.parse(page.updated_at)}"` },
            body,
          })
        : authorised('/api/v1/opt-in-pages', { method: 'POST', body: { ...body, language } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: optInKey });
      onClose();
    },
  });
  const submit = () => {
    if (save.isPending) return;
    const items: SummaryItem[] = [];
    if (!name.trim()) items.push({ fieldId: `${id}-name`, text: t`Enter a name` });
    if (offers.length === 0) items.push({ fieldId: `${id}-offers`, text: t`Tick what people can agree to` });
    if (wording.trim().length < 20)
      items.push({ fieldId: `${id}-wording`, text: t`Write what they agree to, in a sentence at least` });
    setFaults(items);
    setAttempt((n) => n + 1);
    if (items.length === 0) save.mutate();
  };
  const keywordRefused =
    save.error instanceof ApiProblem && save.error.fieldErrors.some((one) => one.field === 'body.keyword');
  const errorFor = (field: string) => faults.find((one) => one.fieldId === `${id}-${field}`)?.text;
  const toggle = (offer: string, on: boolean) =>
    setOffers(on ? [...offers, offer] : offers.filter((one) => one !== offer));
  return (
    <Dialog
      open
      onClose={onClose}
      title={page ? t`Edit the opt-in page` : t`Make an opt-in page`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form={id} busy={save.isPending}>
            {page ? <Trans>Save page</Trans> : <Trans>Make the page</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {faults.length > 0 && (
          <ErrorSummary key={attempt} title={t`This cannot be saved yet`} items={faults} />
        )}
        {save.error && faults.length === 0 && !keywordRefused && (
          <ErrorSummary key={`s${save.failureCount}`} title={errorText(save.error).title}>
            {errorText(save.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id={`${id}-name`}
          name="name"
          label={t`Name`}
          hint={t`For you only, such as the place of the poster.`}
          autoComplete="off"
          value={name}
          error={errorFor('name')}
          onChange={setName}
        />
        {!page && (
          <SelectField
            id={`${id}-language`}
            label={t`Language of the page`}
            value={language}
            items={[
              { value: 'en', label: 'English' },
              { value: 'bn', label: 'বাংলা' },
            ]}
            onChange={setLanguage}
          />
        )}
        <fieldset id={`${id}-offers`} tabIndex={-1} className="grid gap-2">
          <legend className="mb-1 font-medium">
            <Trans>What people can agree to, each for itself</Trans>
          </legend>
          {errorFor('offers') && <p className="text-sm text-danger">{errorFor('offers')}</p>}
          {channels.map((channel) => (
            <div key={channel} className="flex flex-wrap gap-x-5 gap-y-2">
              {purposes.map((purpose) => {
                const offer = `${channel}:${purpose}`;
                return (
                  <Checkbox
                    key={offer}
                    label={`${channelNames[channel]}: ${i18n._(purposeNames[purpose])}`}
                    checked={offers.includes(offer)}
                    onChange={(on) => toggle(offer, on)}
                  />
                );
              })}
            </div>
          ))}
        </fieldset>
        <TextArea
          id={`${id}-wording`}
          label={t`What they read before they agree`}
          hint={t`Name who writes, about what, and how to stop. Kept as the proof; new words are a new version.`}
          rows={4}
          value={wording}
          error={errorFor('wording')}
          onChange={setWording}
        />
        <TextField
          id={`${id}-keyword`}
          name="keyword"
          label={t`Keyword, if you like`}
          hint={t`Sent alone, it agrees without the page. Print the words above beside it.`}
          autoComplete="off"
          value={keyword}
          error={
            keywordRefused
              ? t`This word stops messages, means something else already, or belongs to another page. Choose another word.`
              : undefined
          }
          onChange={setKeyword}
        />
      </form>
    </Dialog>
  );
}
