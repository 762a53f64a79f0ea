// Which of a campaign's profiles each person gets, and why.
import { Type, type Static } from 'typebox';
import { Nullable, Uuid } from './domain.ts';
import { mostProfiles } from './profiles.ts';

export const CampaignProfileList = Type.Object(
  {
    profile_ids: Type.Array(Uuid, {
      maxItems: mostProfiles,
      uniqueItems: true,
      description: 'Chosen from, person by person',
    }),
    default_profile_id: Type.Union([Uuid, Type.Null()], {
      description: 'For whom none of them is made',
    }),
  },
  { additionalProperties: false },
);
export type CampaignProfileList = Static<typeof CampaignProfileList>;

export const CampaignProfiles = Type.Object({
  items: Type.Array(
    Type.Object({
      profile_id: Uuid,
      name: Type.String(),
      language: Type.String(),
      is_active: Type.Boolean(),
      is_default: Type.Boolean(),
      listed: Type.Boolean({ description: 'Chosen from; otherwise it is the default alone' }),
      version: Type.Integer({
        description: 'The one messages use: before the launch the present one, then the one fixed there',
      }),
    }),
  ),
});
export type CampaignProfiles = Static<typeof CampaignProfiles>;

export const ProfilePreview = Type.Object({
  checked: Type.Integer({ description: 'People of the audience that were looked at' }),
  complete: Type.Boolean({ description: 'They are all; false: the time allowed for it was over' }),
  counts: Type.Array(
    Type.Object({
      profile_id: Nullable(Uuid),
      name: Nullable(Type.String({ description: 'Null: none fits' })),
      version: Nullable(Type.Integer()),
      people: Type.Integer(),
      by_default: Type.Integer({ description: 'Of them, those no profile is made for' }),
    }),
  ),
  people: Type.Array(
    Type.Object({
      prospect_id: Uuid,
      name: Nullable(Type.String()),
      profile_id: Nullable(Uuid),
      profile_name: Nullable(Type.String()),
      score: Type.Integer(),
      by_default: Type.Boolean(),
      reasons: Type.Array(
        Type.Object({
          criterion: Type.Enum([
            ...['language', 'location', 'age_range', 'lead_score', 'interests', 'countries', 'languages'],
            'default',
          ]),
          found: Type.String({ description: 'What is known of the person' }),
          text: Type.String({ description: 'In English, such as “age 34 in 30–45”' }),
        }),
      ),
    }),
    { description: 'The first fifty of the audience' },
  ),
});
export type ProfilePreview = Static<typeof ProfilePreview>;
