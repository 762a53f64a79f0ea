import type { Draft } from './profile-draft.ts';
import type { Faults } from './use-fault-words.ts';

/** What every card of the editor takes. */
export type FormPart = {
  draft: Draft;
  onChange: (more: Partial<Draft>) => void;
  faults: Faults;
  disabled: boolean;
};
