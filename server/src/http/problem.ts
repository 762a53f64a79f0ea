// A refused request. Thrown by routes and verbs, written by the server as RFC 9457 problem+json.
import { errors, type ErrorCode } from '@sampark/contracts/errors.ts';
import type { FieldError, ProblemDocument } from '@sampark/contracts/problem.ts';

export class Problem extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly field: string | undefined;
  readonly fieldErrors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    more: {
      detail?: string | undefined;
      field?: string | undefined;
      errors?: FieldError[] | undefined;
      retryAfterSeconds?: number | undefined;
      headers?: Record<string, string>;
    } = {},
  ) {
    super(more.detail ?? errors[code].title);
    this.code = code;
    this.status = errors[code].status;
    this.detail = more.detail;
    this.field = more.field;
    this.fieldErrors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.headers = more.headers ?? {};
  }
}

/** The document as it is written. `type` is where the code is explained. */
export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  const entry = errors[problem.code];
  return {
    type: `/errors#${problem.code}`,
    title: entry.title,
    status: entry.status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    remedy: entry.remedy,
    ...(problem.field === undefined ? {} : { field: problem.field }),
    ...(problem.fieldErrors === undefined ? {} : { errors: problem.fieldErrors }),
    request_id: requestId,
  };
}
