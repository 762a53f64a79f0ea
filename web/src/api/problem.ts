// What can go wrong with a request, as two kinds: the server said no (ApiProblem), or nobody answered (Unreachable).
import type { FieldError, ProblemDocument } from '@sampark/contracts/problem.ts';

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly remedy: string;
  /** The one field it is about, where there is one: `body.email`. */
  readonly field: string | undefined;
  readonly fieldErrors: readonly FieldError[];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDocument, retryAfterSeconds: number | undefined) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.remedy = problem.remedy;
    this.field = problem.field;
    this.fieldErrors = problem.errors ?? [];
    this.requestId = problem.request_id || undefined;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Reads the problem document; a proxy's own error page becomes one of ours with the same status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text().catch(() => '');
  const retryAfter = Number(response.headers.get('retry-after'));
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined;
  return new ApiProblem(parsed(text) ?? bare(response), seconds);
}

function parsed(text: string): ProblemDocument | undefined {
  try {
    const value = JSON.parse(text) as Partial<ProblemDocument> | null;
    if (typeof value?.code !== 'string' || typeof value.status !== 'number') return undefined;
    return {
      type: 'about:blank',
      title: value.code,
      remedy: '',
      request_id: '',
      ...value,
    } as ProblemDocument;
  } catch {
    return undefined;
  }
}

function bare(response: Response): ProblemDocument {
  return {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: [502, 503, 504].includes(response.status) ? 'unavailable' : 'internal',
    remedy: '',
    request_id: response.headers.get('x-request-id') ?? '',
  };
}
