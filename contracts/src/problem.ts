// RFC 9457 problem document, as every error of the API is written.
import { Type, type Static } from 'typebox';

export const FieldError = Type.Object({
  field: Type.String({ description: 'Path of the field, such as `body.email`' }),
  reason: Type.String(),
  remedy: Type.Optional(Type.String()),
});
export type FieldError = Static<typeof FieldError>;

export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  remedy: Type.String({ description: 'What to do about it' }),
  field: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(FieldError)),
  request_id: Type.String(),
});
export type ProblemDocument = Static<typeof ProblemSchema>;
