// Contact imports: the fields a column can become, options, progress.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, PageQuery, PurposeSchema, Uuid } from './domain.ts';

/** What a column of the file can become. Per-channel consent columns are `consent:whatsapp`, `optout:whatsapp`. */
export const importFields = [
  'phone',
  'email',
  'name',
  'first_name',
  'last_name',
  'language',
  'country',
  'time_zone',
  'age',
  'location',
  'interests',
  'asset_class_interests',
  'lead_score',
  'owner_email',
  'consent_channels',
  'consent_purposes',
  'consent_source',
  'consent_date',
  'consent:whatsapp',
  'consent:telegram',
  'consent:signal',
  'consent:imessage',
  'optout',
  'optout:whatsapp',
  'optout:telegram',
  'optout:signal',
  'optout:imessage',
] as const;
export type ImportField = (typeof importFields)[number];

/**
 * Field → name of the column. Columns it does not name keep what their header says; a field with an empty name comes from
 * no column, whatever the headers say.
 */
export const ImportMapping = Type.Partial(
  Type.Object(
    Object.fromEntries(importFields.map((field) => [field, Type.String({ maxLength: 300 })])) as Record<
      ImportField,
      ReturnType<typeof Type.String>
    >,
    { additionalProperties: false },
  ),
);
export type ImportMapping = Static<typeof ImportMapping>;

export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

export const ImportOptions = Type.Object(
  {
    default_country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    date_order: Type.Optional(Type.Enum([...dateOrders])),
    has_header: Type.Optional(Type.Boolean({ description: 'Left out: recognised from the first row' })),
    owner_email: Type.Optional(
      Type.String({ maxLength: 254, description: 'Admins: whose book the people join' }),
    ),
    consent: Type.Optional(
      Type.Object(
        {
          channels: Type.Array(ChannelSchema, { minItems: 1 }),
          purposes: Type.Array(PurposeSchema, { minItems: 1 }),
          source: Type.String({ minLength: 2, maxLength: 200 }),
          date: Type.String({ format: 'date' }),
        },
        {
          additionalProperties: false,
          description: 'Attests that every person of the file gave this consent, there and then',
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type ImportOptions = Static<typeof ImportOptions>;

export const ImportQuery = Type.Object(
  {
    kind: Type.Optional(Type.Enum(['prospects'], { default: 'prospects' })),
    mapping: Type.Optional(Type.String({ maxLength: 20_000, description: 'JSON: {field: column}' })),
    options: Type.Optional(
      Type.String({ maxLength: 5_000, description: 'JSON: date_order, has_header, consent, …' }),
    ),
    default_country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    file_name: Type.Optional(Type.String({ maxLength: 255 })),
  },
  { additionalProperties: false },
);
export type ImportQuery = Static<typeof ImportQuery>;

export const importStatuses = ['uploaded', 'running', 'completed', 'failed', 'undoing', 'undone'] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const ColumnPlan = Type.Object({
  column: Type.String(),
  field: Nullable(Type.String({ description: 'Null: kept under its own name in attributes, or ignored' })),
  note: Type.Optional(Type.String()),
});
export type ColumnPlan = Static<typeof ColumnPlan>;

export const ImportItem = Type.Object({
  id: Uuid,
  kind: Type.String(),
  file_name: Nullable(Type.String()),
  byte_size: Type.Integer(),
  status: Type.Enum([...importStatuses]),
  encoding: Nullable(Type.String()),
  delimiter: Nullable(Type.String()),
  columns: Type.Array(ColumnPlan),
  options: Type.Record(Type.String(), Type.Unknown()),
  rows_total: Type.Integer({ description: 'Rows read so far; final once completed' }),
  rows_imported: Type.Integer(),
  rows_updated: Type.Integer(),
  rows_rejected: Type.Integer(),
  rows_without_consent: Type.Integer(),
  consents_recorded: Type.Integer(),
  opt_outs_respected: Type.Integer({
    description: 'Rows granting what the person had withdrawn: recorded, without effect',
  }),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  error_code: Nullable(Type.String()),
  error_detail: Nullable(Type.String()),
  undo: Nullable(Type.Object({ deleted: Type.Integer(), restored: Type.Integer(), kept: Type.Integer() })),
  user_id: Uuid,
  created_at: Instant,
  started_at: Nullable(Instant),
  finished_at: Nullable(Instant),
});
export type ImportItem = Static<typeof ImportItem>;

export const ImportListQuery = Type.Object({ ...PageQuery }, { additionalProperties: false });
export const ImportAccepted = Type.Object({ id: Uuid, status: Type.Enum([...importStatuses]) });

export const ImportPreview = Type.Object({
  encoding: Type.String(),
  delimiter: Type.String(),
  has_header: Type.Boolean(),
  columns: Type.Array(Type.Object({ ...ColumnPlan.properties, samples: Type.Array(Type.String()) })),
  rows: Type.Array(Type.Array(Type.String())),
  rows_checked: Type.Integer(),
  issues: Type.Array(
    Type.Object({
      line: Type.Integer(),
      column: Nullable(Type.String()),
      code: Type.String(),
      reason: Type.String(),
    }),
  ),
  rows_without_consent: Type.Integer(),
});
export type ImportPreview = Static<typeof ImportPreview>;

export const RejectedRow = Type.Object({
  row_number: Type.Integer(),
  line: Type.Integer({ description: 'Line of the file it starts on' }),
  column: Nullable(Type.String()),
  code: Type.String(),
  reason: Type.String(),
  value: Nullable(Type.String({ description: 'What stood in that column' })),
  record: Type.Array(Type.String(), { description: 'The row as it was read, in the order of the columns' }),
});
export type RejectedRow = Static<typeof RejectedRow>;
