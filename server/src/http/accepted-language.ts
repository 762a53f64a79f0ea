// Which of the dashboard's languages a browser or a program asks for. Pure.
import type { User } from '@sampark/contracts/accounts.ts';

/** By the first language of an `Accept-Language` header; English where that is any other. */
export function acceptedLanguage(header: string | undefined): User['language'] {
  return /^\s*bn\b/i.test(header ?? '') ? 'bn' : 'en';
}
