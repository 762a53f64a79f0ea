import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';

/** The parts of a profile by the names the editor gives them. */
export const fieldWords: Record<string, MessageDescriptor> = {
  name: msg`Name`,
  language: msg`Language`,
  branding_config: msg`Looks`,
  messaging_templates: msg`Texts`,
  compliance_rules: msg`Rules`,
  target_demographics: msg`For whom`,
  is_active: msg`Active or not`,
  portfolio_manager_id: msg`Whose it is`,
};
