// Whom the line that says how to stop goes to, so that whoever writes knows how much room it may take.
import { Type, type Static } from 'typebox';

export const OptOutReach = Type.Object({
  applies: Type.Enum(['everybody', 'some', 'nobody'], {
    description: 'everybody: the workspace wants it; some: the countries of some of these people do',
  }),
  countries: Type.Array(Type.String({ description: 'ISO 3166-1' }), {
    description: 'Of `some`: the countries that want it, of those where these people live',
  }),
});
export type OptOutReach = Static<typeof OptOutReach>;
