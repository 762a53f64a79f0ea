// Engagement profiles and approved channel templates as the API shows them.
import { Type } from 'typebox';
import { Instant, Nullable, Uuid } from './domain.ts';

export const ProfileResource = Type.Object({
  id: Uuid,
  portfolio_manager_id: Uuid,
  name: Type.String(),
  language: Type.String(),
  branding_config: Type.Unknown(),
  messaging_templates: Type.Unknown(),
  compliance_rules: Type.Unknown(),
  target_demographics: Nullable(Type.Unknown()),
  is_active: Type.Boolean(),
  version: Type.Integer(),
  created_at: Instant,
  updated_at: Instant,
});

export const TemplateResource = Type.Object({
  id: Uuid,
  channel: Type.String(),
  name: Type.String(),
  language: Type.String(),
  category: Type.String(),
  status: Type.String({ description: 'As the platform has it; only APPROVED ones may be sent' }),
  body: Nullable(Type.String()),
  parameters: Type.Integer({ description: 'How many values the body takes' }),
  updated_at: Instant,
});
