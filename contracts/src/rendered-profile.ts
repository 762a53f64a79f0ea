// What a profile would say to one person, channel by channel, as it is sent.
import { Type, type Static } from 'typebox';
import { TextRoom } from './campaigns.ts';
import { ChannelSchema, Nullable } from './domain.ts';
import { FieldError } from './problem.ts';
import { OptOutReach } from './opt-out-reach.ts';
import { ComplianceRules, MessagingTemplates, NewProfile } from './profiles.ts';
import { ShownMessage } from './shown-message.ts';

/** A profile that is still being written: channels may lack. */
export const ProfileDraft = Type.Object(
  {
    language: NewProfile.properties.language,
    messaging_templates: MessagingTemplates,
    compliance_rules: Type.Optional(ComplianceRules),
    target_demographics: NewProfile.properties.target_demographics,
    prospect_id: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'For whom; left out, somebody of the book who speaks its language, else anybody in it',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ProfileDraft = Static<typeof ProfileDraft>;

export const RenderedProfile = Type.Object({
  prospect_id: Nullable(
    Type.String({ format: 'uuid', description: 'Null: nobody is there yet, an invented person stands in' }),
  ),
  channels: Type.Array(
    Type.Object({
      channel: ChannelSchema,
      shown: Nullable(ShownMessage),
      code: Nullable(Type.String({ description: 'Why there is nothing to show' })),
      detail: Nullable(Type.String({ description: 'Such as the variable that is missing' })),
      room: Nullable(TextRoom),
    }),
  ),
  opt_out_line: OptOutReach,
  faults: Type.Array(FieldError, { description: 'It cannot be saved with them' }),
});
export type RenderedProfile = Static<typeof RenderedProfile>;
