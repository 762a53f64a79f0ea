// The demo's profiles: five circles of people in five languages, each with its looks and words, and the campaign that speaks
// to all of them at once.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MessagingTemplates, TargetDemographics } from '@sampark/contracts/profiles.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

type DemoProfile = {
  name: string;
  language: string;
  accent: string;
  font: string;
  logo: string;
  target: TargetDemographics;
  text: string;
};

/** The approved template of each language that invites to a review; its words are in content.ts. */
const invitation = 'review_invitation';
export const profileCampaign = 'Year-end review, in everybody’s language';

const demoProfiles: readonly DemoProfile[] = [
  {
    name: 'Established families',
    ...{ language: 'en', accent: '#0f6e5c', font: 'Inter', logo: 'families' },
    target: { age_range: [35, 85] },
    text: `Dear {{ first_name }},

the year is nearly over, and I would like to look back on it with you: what went well, what to *change*, and what you are planning for your family. Would half an hour next week suit you?

Warm regards
{{ sender_name }}`,
  },
  {
    name: 'Familias en España',
    ...{ language: 'es', accent: '#a14a06', font: 'Georgia', logo: 'familias' },
    target: { countries: ['ES'] },
    text: `Estimado/a {{ first_name }}:

El año termina y me gustaría repasarlo con usted: qué ha ido bien, qué conviene *cambiar* y qué planes tiene su familia. ¿Le vendría bien media hora la próxima semana?

Un saludo cordial
{{ sender_name }}`,
  },
  {
    name: '新加坡家庭',
    ...{ language: 'zh', accent: '#9f1239', font: 'system-ui', logo: 'xinjiapo' },
    target: { countries: ['SG'] },
    text: `{{ first_name }}，您好：

一年将尽，想与您一起回顾：哪些做得好，哪些需要 *调整* ，以及您和家人今后的打算。下周方便抽半小时聊聊吗？

祝好
{{ sender_name }}`,
  },
  {
    name: 'عائلات الخليج',
    ...{ language: 'ar', accent: '#1e3a6e', font: 'system-ui', logo: 'khalij' },
    target: { countries: ['AE'] },
    text: `السلام عليكم {{ first_name }}،

مع اقتراب نهاية العام يسعدني أن نراجعه معًا: ما الذي سار على ما يرام، وما الذي يحسن *تغييره*، وما خططكم لعائلتكم. هل تناسبكم نصف ساعة الأسبوع المقبل؟

مع أطيب التحيات
{{ sender_name }}`,
  },
  {
    name: 'বাংলাদেশের পরিবার',
    ...{ language: 'bn', accent: '#14532d', font: 'Noto Sans Bengali', logo: 'shapla' },
    target: { countries: ['BD'] },
    text: `প্রিয় {{ first_name }},

বছর প্রায় শেষ। চলুন একসঙ্গে ফিরে দেখি: কী ভালো হয়েছে, কী *বদলানো* দরকার, আর আপনার পরিবারের জন্য সামনে কী ভাবছেন। আগামী সপ্তাহে আধা ঘণ্টা সময় হবে?

শুভেচ্ছান্তে
{{ sender_name }}`,
  },
];

/** Every portfolio manager has all five. */
export async function addProfiles(
  tx: Tx,
  workspace_id: string,
  managers: readonly string[],
  now: Date,
): Promise<void> {
  const [uploader] = managers;
  for (const profile of demoProfiles) {
    const hash = uploader && (await addLogo(tx, workspace_id, uploader, profile.logo, now));
    await tx
      .insertInto('engagement_profiles')
      .values(
        managers.map((portfolio_manager_id) => ({
          ...{ workspace_id, portfolio_manager_id, name: profile.name, language: profile.language },
          branding_config: JSON.stringify({
            colors: { accent: profile.accent, background: '#ffffff', text: '#1c1917' },
            logos: hash ? { light: hash } : {},
            fonts: { body: profile.font },
          }),
          messaging_templates: JSON.stringify(templatesOf(profile)),
          compliance_rules: JSON.stringify({
            jurisdiction: profile.target.countries?.[0] ?? 'BD',
            rules: [{ kind: 'max_links', count: 1 }],
          }),
          target_demographics: JSON.stringify(profile.target),
          ...{ created_at: now, updated_at: now },
        })),
      )
      .execute();
  }
}

/** The campaign of that name chooses from all of its owner's; whom none fits is spoken to in English. */
export async function giveProfiles(tx: Tx, workspace_id: string): Promise<void> {
  await sql`
    insert into campaign_profiles (campaign_id, workspace_id, profile_id)
    select c.id, c.workspace_id, p.id from campaigns c
    join engagement_profiles p on p.workspace_id = c.workspace_id and p.portfolio_manager_id = c.portfolio_manager_id
    where c.workspace_id = ${workspace_id} and c.name = ${profileCampaign}`.execute(tx);
  await sql`
    update campaigns c set engagement_profile_id = p.id from engagement_profiles p
    where c.workspace_id = ${workspace_id} and c.name = ${profileCampaign} and p.workspace_id = c.workspace_id
      and p.portfolio_manager_id = c.portfolio_manager_id and p.language = 'en'`.execute(tx);
}

function templatesOf({ language, text }: DemoProfile): MessagingTemplates {
  const words = { kind: 'text', format: 'rich', text } as const;
  return {
    whatsapp: { kind: 'template', name: invitation, language, parameters: ['{{ first_name }}'] },
    ...{ telegram: words, signal: words, imessage: words },
  };
}

/** Drawn for the demo, and kept as an uploaded one would be. */
async function addLogo(
  tx: Tx,
  workspace_id: string,
  uploaded_by: string,
  name: string,
  now: Date,
): Promise<string> {
  const bytes = await readFile(new URL(`./logos/${name}.webp`, import.meta.url));
  const hash = createHash('sha256').update(bytes).digest('hex');
  await sql`
    insert into profile_logos (workspace_id, hash, bytes, width, height, uploaded_by, created_at)
    values (${workspace_id}, ${hash}, ${bytes}, 256, 256, ${uploaded_by}, ${now})`.execute(tx);
  return hash;
}
