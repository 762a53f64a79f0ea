// A refused request. Thrown by routes and verbs, written by the server as RFC 9457 problem+json.
import { errors, type ErrorCode } from '@sampark/contracts/errors.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';

export class Problem extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly field: string | undefined;
  readonly fieldErrors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    more: { detail?: string; field?: string; errors?: FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(more.detail ?? errors[code].title);
    this.code = code;
    this.status = errors[code].status;
    this.detail = more.detail;
    this.field = more.field;
    this.fieldErrors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
