// What supervisors look at, whether sending needs capture, and the kept versions of what a campaign says.
import { Type, type Static } from 'typebox';
import { Instant, Nullable, Uuid } from './domain.ts';

export const SupervisionChange = Type.Object(
  {
    percent: Type.Number({
      minimum: 0,
      maximum: 100,
      description: 'Of each portfolio manager’s sent messages',
    }),
    first_messages: Type.Integer({
      minimum: 0,
      maximum: 1000,
      description: 'So many of a new portfolio manager’s, every one of them',
    }),
    require_capture: Type.Boolean({
      description: 'Nothing leaves on a sender while what people write to it does not reach us',
    }),
  },
  { additionalProperties: false },
);
export type SupervisionChange = Static<typeof SupervisionChange>;

export const Supervision = Type.Object({
  ...SupervisionChange.properties,
  version: Type.Integer(),
  rule_id: Nullable(Type.String({ format: 'uuid', description: 'Under which the review queue shows them' })),
  managers: Type.Array(
    Type.Object({
      id: Uuid,
      name: Type.String(),
      sent: Type.Integer({ description: 'In the last thirteen weeks' }),
      sampled: Type.Integer(),
      looked_at: Type.Integer({ description: 'Of those, with a verdict' }),
      violations: Type.Integer(),
    }),
  ),
});
export type Supervision = Static<typeof Supervision>;

export const CampaignVersions = Type.Object({
  items: Type.Array(
    Type.Object({
      version: Type.Integer(),
      act: Type.Enum(['made', 'changed', 'deleted', 'kept']),
      made_by: Nullable(Uuid),
      made_by_name: Nullable(Type.String()),
      made_at: Instant,
      changed: Type.Array(Type.String(), { description: 'Fields that differ from the version before' }),
      content: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  complete: Type.Boolean({ description: 'The newest version says what the campaign says' }),
});
export type CampaignVersions = Static<typeof CampaignVersions>;
