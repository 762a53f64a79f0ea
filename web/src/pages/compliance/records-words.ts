// Words of record keeping: what is kept, and which rules ask for it.
import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Answer } from '../../api/client.ts';

export type Report = Answer<'GET /api/v1/retention'>;
export type DataClass = Report['classes'][number]['data_class'];
export type Regime = Report['regimes'][number];

export const classWords: Record<DataClass, { name: MessageDescriptor; what: MessageDescriptor }> = {
  messages: {
    name: msg`Messages`,
    what: msg`What was written both ways. That there was a message, and when, stays.`,
  },
  trail: { name: msg`Audit trail`, what: msg`Goes by whole months, with a signed note.` },
  consents: { name: msg`Consents`, what: msg`Entries that a later one has replaced. What holds now stays.` },
  content: {
    name: msg`Versions`,
    what: msg`Drafts of campaigns, templates and profiles, from when they are over or replaced.`,
  },
  reviews: { name: msg`Reviews`, what: msg`Flags somebody has decided about.` },
  imports: { name: msg`Imports`, what: msg`Rejected rows, and what an import changed.` },
  sign_ins: { name: msg`Sign-ins`, what: msg`Sessions that have ended.` },
  callbacks: { name: msg`Callbacks`, what: msg`What platforms said and nobody could place.` },
  senders: { name: msg`Senders’ health`, what: msg`How each sender was over time.` },
};

export const regimeWords: Record<Regime, { name: MessageDescriptor; what: MessageDescriptor }> = {
  sec_finra: { name: msg`US broker-dealer`, what: msg`SEC 17a-4: 3 years; FINRA 4511: 6 years` },
  adviser: { name: msg`US investment adviser`, what: msg`Rule 204-2: 5 years from the end of the year` },
  mifid: { name: msg`EU investment firm`, what: msg`MiFID II Article 16: 5 years` },
  mifid_extended: { name: msg`EU, asked to keep longer`, what: msg`MiFID II Article 16(7): 7 years` },
  shoktiai: { name: msg`ShoktiAI`, what: msg`Events and messages: 12 months` },
};
