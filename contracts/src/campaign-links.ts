// The links of what a campaign sends, and who followed them.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Nullable } from './domain.ts';

export const CampaignLinks = Type.Object({
  counted: Type.Boolean({ description: 'Visits are counted, or will be once it is launched' }),
  address: Type.String({
    description: 'What a counted link looks like in previews: as long as what each person gets',
  }),
  sent: Type.Integer({ description: 'People it was sent to' }),
  people: Type.Integer({
    description:
      'Of them, whose link was opened at least once. Some apps open links by themselves without saying so',
  }),
  rate: Nullable(Type.Number({ description: 'people / sent, 0 to 1' })),
  links: Type.Array(
    Type.Object({
      number: Type.Integer({ description: 'Its own among those of the campaign, from 1' }),
      target: Type.String({ description: 'Where it leads' }),
      people: Type.Integer(),
    }),
    { description: 'Addresses that are the same for everybody' },
  ),
  uncounted: Type.Array(
    Type.Object({
      channel: ChannelSchema,
      address: Nullable(Type.String()),
      why: Type.Enum(['variable', 'template'], {
        description:
          'variable: some of the address is each person’s own. template: its buttons and head were approved as they are',
      }),
    }),
    { description: 'Go out as they are written' },
  ),
});
export type CampaignLinks = Static<typeof CampaignLinks>;
